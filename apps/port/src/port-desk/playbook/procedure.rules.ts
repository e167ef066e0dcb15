import type { FieldError } from '#kernel';
import { applyOverlay } from './overlay.rules';
import { inOrder, PHASES, type Procedure, ROLES } from './procedure/procedure';
import { sheetsTooLong } from './sheet-content';

const twice = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];

/** What keeps a national procedure from being published. An empty list: it may be. */
export const judgeProcedure = (procedure: Procedure): FieldError[] => {
  const errors: FieldError[] = [];
  const refuse = (at: string, text: string): void => void errors.push({ at, text });
  const lists = {
    steps: procedure.steps,
    documents: procedure.documents,
    conditions: procedure.conditions,
    excludedGoods: procedure.excludedGoods,
    advanceData: procedure.advanceData,
    catchUpKeys: procedure.catchUpKeys,
    responsibilities: procedure.responsibilities,
    ownOutage: procedure.ownOutage,
    'partnerAgency/scenarios': procedure.partnerAgency.scenarios,
  };
  for (const [at, list] of Object.entries(lists))
    for (const id of twice(list.map((item) => item.id))) refuse(`/${at}`, `${id} stands there twice.`);

  const documents = new Set(procedure.documents.map(({ id }) => id));
  const conditions = new Set(procedure.conditions.map(({ id }) => id));
  procedure.steps.forEach((step, index) => {
    if (step.id.startsWith('port-'))
      refuse(`/steps/${index}/id`, `${step.id}: names that begin with port- are kept for ports.`);
    for (const id of step.documents)
      if (!documents.has(id)) refuse(`/steps/${index}/documents`, `Step ${step.id}: no paper is called ${id}.`);
    for (const id of step.when)
      if (!conditions.has(id)) refuse(`/steps/${index}/when`, `Step ${step.id}: no condition is called ${id}.`);
  });
  procedure.documents.forEach(({ id }, index) => {
    if (id.startsWith('port-'))
      refuse(`/documents/${index}/id`, `${id}: names that begin with port- are kept for ports.`);
  });

  const ordered = inOrder(procedure.steps);
  const wrong = procedure.steps.findIndex((step, index) => step !== ordered[index]);
  if (wrong >= 0)
    refuse(
      `/steps/${wrong}`,
      `Step ${procedure.steps[wrong]!.id} is out of order: security, enforcement, facilitation, and within each from before arrival to after.`,
    );
  for (const phase of PHASES)
    if (!procedure.steps.some((step) => step.phase === phase)) refuse('/steps', `There is no step of ${phase}.`);
  for (const { id, name } of ROLES)
    if (!procedure.steps.some((step) => step.who.includes(id)))
      refuse('/steps', `The ${name.toLowerCase()} has nothing to do.`);
  if (errors.length === 0)
    for (const { text } of sheetsTooLong(applyOverlay(procedure, null).procedure)) refuse('/steps', text);
  return errors;
};
