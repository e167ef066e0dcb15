import type { Refusal } from './refusals';
import { type FunctionKey, isFiledHere, isOfThisPlatform, type Statement } from '#contracts';

const refused = (list: readonly FunctionKey[], at: string, holds: (key: FunctionKey) => boolean): Refusal[] =>
  list.flatMap((key, i) =>
    holds(key) ? [] : [{ rule: 'FILED HERE', at: `${at}/${i}`, detail: `It is "${key}".` } as const],
  );

/** The functions of a scope that this platform does not have. */
export const foreignIn = ({ functions }: { readonly functions: readonly FunctionKey[] }, at: string): Refusal[] =>
  refused(functions, `${at}/functions`, isOfThisPlatform);

/**
 * What is said to work can be filed here, and an outage of this platform is one of its own functions. A partner agency's or a network's
 * outage, and what is told of another system, may name theirs.
 */
export const foreignFunctions = (statement: Statement): Refusal[] => {
  const { system, owner, confirmed, possible, stillWorks, symptoms, windows, instructions } = statement;
  if (system !== 'Portway') return [];
  const own =
    owner !== 'platform'
      ? []
      : [
          ...foreignIn(confirmed, '/statement/confirmed'),
          ...(possible ? foreignIn(possible, '/statement/possible') : []),
          ...Object.entries({ symptoms, windows, instructions }).flatMap(([name, list]) =>
            list.flatMap((one, i) => foreignIn(one, `/statement/${name}/${i}`)),
          ),
        ];
  return [...own, ...refused(stillWorks, '/statement/stillWorks', isFiledHere)];
};
