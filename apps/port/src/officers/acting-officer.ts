import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import type { Admitted, Asking } from '#access';
import { type Looker, lookerOf, type Officer, officerOf } from './officer';

const askingIn = (context: ExecutionContext): Asking => context.switchToHttp().getRequest<Admitted>().asking!;

/** The officer who gives an order. */
export const ActingOfficer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Officer => officerOf(askingIn(context)),
);

/** Who of CBP looks at something. */
export const Looking = createParamDecorator(
  (_: unknown, context: ExecutionContext): Looker => lookerOf(askingIn(context)),
);
