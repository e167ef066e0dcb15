import { Body, Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import {
  faultsOfDays,
  FirstDay,
  Headings,
  LastDay,
  notACountry,
  notADay,
  Ordered,
  refuse,
} from '../registers/register-form';
import { OperationsGuard, RowNumber } from '#service';
import { type BarredView, TradeOrders } from './barred-goods';

class TradeOrder extends Ordered {
  @Headings(2)
  @ArrayNotEmpty()
  headings: string[];

  @IsArray()
  @ArrayNotEmpty()
  @Matches(/^[A-Z]{2}$/, { each: true, message: 'origins must be countries, such as CN' })
  origins: string[];

  /** The order and where it is published. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  reason: string;

  /** First day, `YYYY-MM-DD`, by the port of entry. */
  @FirstDay()
  from: string;

  @LastDay()
  to: string | null = null;
}

class TradeOrderEnd extends Ordered {
  /** Last day, `YYYY-MM-DD`. */
  @IsString()
  to: string;
}

/** For operators: what trade orders bar from entry, by tariff number and origin. */
@ApiExcludeController()
@Controller('operations/trade-orders')
@UseGuards(OperationsGuard)
export class TradeOrdersController {
  constructor(private readonly orders: TradeOrders) {}

  /** Every order, ended ones included. */
  @Get()
  async list(): Promise<{ orders: BarredView[] }> {
    return { orders: await this.orders.all() };
  }

  /** Bars goods by tariff number and origin from a day on. */
  @Post()
  add(@Body() order: TradeOrder): Promise<BarredView> {
    const { origins, from, to } = order;
    refuse([...origins.flatMap((code, n) => notACountry(`/origins/${n}`, code)), ...faultsOfDays({ from, to })]);
    return this.orders.add(order);
  }

  /** What was cancelled under it stays cancelled. */
  @Post(':id/end')
  @HttpCode(200)
  end(@Param('id', RowNumber) id: number, @Body() { to, actor }: TradeOrderEnd): Promise<BarredView> {
    refuse(notADay('/to', to));
    return this.orders.end(id, to, actor);
  }
}
