import type { MendOf } from './rule-row';

/** The hands of a program that knows nothing but the answer: it takes one step of the remedy it is given. */

type Container = Record<string, unknown>;

const stepsTo = (place: string, from: string): string[] => {
  if (place.startsWith('/')) return place.split('/').slice(1);
  const steps = from.split('/').slice(1);
  for (const step of place.split('/').filter(Boolean)) {
    if (step === '..') steps.pop();
    else steps.push(step);
  }
  return steps;
};

/** @param mayLack members that a filing may lack; the others hold null when they are empty */
export function take<F, C>(
  step: MendOf<F, C>,
  draft: F,
  at: string,
  context: C,
  mayLack: (name: string) => boolean,
): void {
  const steps = stepsTo(step.at ?? '', at);
  const value = 'to' in step ? (typeof step.to === 'function' ? step.to(draft, at, context) : step.to) : null;
  const name = steps.pop()!;
  const holder = steps.reduce<Container>((of, key) => (of[key] ??= {}) as Container, draft as unknown as Container);
  if (step.do === 'add') ((holder[name] ??= []) as unknown[]).push(structuredClone(value));
  else if (step.do === 'set') holder[name] = structuredClone(value);
  else if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (mayLack(name)) delete holder[name];
  else holder[name] = null;
}
