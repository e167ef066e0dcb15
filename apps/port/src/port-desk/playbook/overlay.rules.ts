import { canonicalJson } from '#kernel';
import { sheetsTooLong } from './sheet-content';
import type { EffectiveProcedure, EffectiveStep, Overlay, StepChange } from './overlay';
import { inOrder, type Overridable, type Procedure, type Step } from './procedure/procedure';

/** Something of an overlay that the national procedure does not allow: where, of which step or part, by which rule. */
export interface Misfit {
  /** JSON pointer into the overlay. */
  readonly at: string;
  readonly part: string;
  readonly rule: string;
  readonly text: string;
}

const FIELDS = ['leaveOut', 'what', 'who', 'stage', 'when', 'removeDocuments', 'addDocuments', 'note'] as const;
type Field = (typeof FIELDS)[number];

const ALLOWED: Readonly<Record<Overridable, readonly Field[]>> = {
  no: [],
  'add only': ['addDocuments', 'note'],
  detail: ['addDocuments', 'note', 'what'],
  yes: FIELDS,
};

const IN_WORDS: Readonly<Record<Overridable, string>> = {
  no: 'a port may change nothing of it',
  'add only': 'a port may add papers and a note',
  detail: 'a port may add papers and a note and put it in its own words',
  yes: 'a port may change it',
};

const missing = (wanted: readonly string[] | undefined, known: ReadonlySet<string>): string[] =>
  (wanted ?? []).filter((id) => !known.has(id));

/** All that keeps an overlay from standing on this national procedure. An empty list: it fits. */
export const judgeOverlay = (national: Procedure, overlay: Overlay): Misfit[] => {
  const misfits: Misfit[] = [];
  const refuse = (at: string, part: string, rule: string, text: string): void =>
    void misfits.push({ at, part, rule, text });
  const steps = new Map(national.steps.map((step) => [step.id, step]));
  const documents = new Set([...national.documents, ...overlay.documents].map(({ id }) => id));
  const conditions = new Set(national.conditions.map(({ id }) => id));
  const told = new Set<string>();

  const judgeReferences = (
    at: string,
    id: string,
    papers: readonly string[] | undefined,
    papersAt: string,
    when: readonly string[] | undefined,
  ): void => {
    for (const paper of missing(papers, documents))
      refuse(`${at}/${papersAt}`, id, 'known papers', `Step ${id}: no paper is called ${paper}.`);
    for (const condition of missing(when, conditions))
      refuse(`${at}/when`, id, 'known conditions', `Step ${id}: no condition is called ${condition}.`);
  };

  overlay.changes.forEach((change, index) => {
    const at = `/changes/${index}`;
    const step = steps.get(change.step);
    if (!step)
      return refuse(`${at}/step`, change.step, 'national step', `The national procedure has no step ${change.step}.`);
    if (told.has(change.step))
      return refuse(`${at}/step`, change.step, 'one change a step', `Step ${change.step} is changed twice.`);
    told.add(change.step);
    for (const field of FIELDS.filter((f) => change[f] !== undefined && !ALLOWED[step.overridable].includes(f))) {
      refuse(
        `${at}/${field}`,
        step.id,
        step.overridable,
        `Step ${step.id} is marked "${step.overridable}": ${IN_WORDS[step.overridable]}, not ${field}.`,
      );
    }
    judgeReferences(at, step.id, change.addDocuments, 'addDocuments', change.when);
    for (const paper of missing(change.removeDocuments, new Set(step.documents))) {
      refuse(`${at}/removeDocuments`, step.id, 'known papers', `Step ${step.id} asks for no paper ${paper}.`);
    }
  });

  const own = new Set<string>();
  overlay.steps.forEach((step, index) => {
    const at = `/steps/${index}`;
    if (own.has(step.id) || steps.has(step.id))
      refuse(`${at}/id`, step.id, 'one step an id', `Another step is called ${step.id} already.`);
    own.add(step.id);
    if (!national.portsMay.addStepsTo.includes(step.phase))
      refuse(
        `${at}/phase`,
        step.id,
        'phases open to ports',
        `Step ${step.id}: ports may add no steps to ${step.phase}.`,
      );
    judgeReferences(at, step.id, step.documents, 'documents', step.when);
  });
  const papers = new Set(national.documents.map(({ id }) => id));
  overlay.documents.forEach(({ id }, index) => {
    if (papers.has(id))
      refuse(`/documents/${index}/id`, id, 'one paper an id', `Another paper is called ${id} already.`);
    papers.add(id);
  });

  const keying = overlay.keyWithinBusinessDays;
  const limits = national.policies.keyWithinBusinessDays;
  if (keying && !national.portsMay.shortenKeying)
    refuse('/keyWithinBusinessDays', 'keying', 'keying is national', 'Ports may not set their own time for keying.');
  for (const what of ['conveyanceAndRelease', 'entryData'] as const) {
    if (keying && keying[what] > limits[what]) {
      refuse(
        `/keyWithinBusinessDays/${what}`,
        'keying',
        'only stricter',
        `A port may be stricter than the ${limits[what]} business days of the national procedure, not slower.`,
      );
    }
  }
  return misfits;
};

const changedStep = (
  step: Step,
  change: StepChange,
  fits: (field: Field) => boolean,
  base: Step | undefined,
): EffectiveStep => {
  const taken = <F extends Field>(field: F): StepChange[F] | undefined => (fits(field) ? change[field] : undefined);
  // Where headquarters has reworded a step since, its words stand, and the port's are read beside them until the port has looked again.
  const stale = base !== undefined && base.what !== step.what ? taken('what') : undefined;
  const removed = new Set(taken('removeDocuments'));
  return {
    ...step,
    what: stale === undefined ? (taken('what') ?? step.what) : step.what,
    who: taken('who') ?? step.who,
    stage: taken('stage') ?? step.stage,
    when: taken('when') ?? step.when,
    documents: [...new Set([...step.documents.filter((id) => !removed.has(id)), ...(taken('addDocuments') ?? [])])],
    note: [taken('note'), stale].filter(Boolean).join(' - ') || null,
    ofPort: false,
    changed: FIELDS.filter((field) => taken(field) !== undefined),
  };
};

export interface Rebased {
  readonly procedure: EffectiveProcedure;
  /** What of the overlay does not stand on this national version, and is left away. */
  readonly unfit: readonly Misfit[];
  /** Steps the port changed that headquarters has changed since the port did. */
  readonly toReview: readonly { readonly step: string; readonly text: string }[];
}

/**
 * The procedure as it is done at the port: national version and overlay. The overlay may have been made for an older national
 * version (`base`): what still fits is applied by the ids of the steps, the rest is reported and the national version stands.
 */
export const applyOverlay = (national: Procedure, overlay: Overlay | null, base: Procedure = national): Rebased => {
  if (!overlay) {
    const steps = national.steps.map((step) => ({ ...step, note: null, ofPort: false, changed: [] }));
    return { procedure: { ...national, steps, contacts: [] }, unfit: [], toReview: [] };
  }
  const unfit = judgeOverlay(national, overlay);
  const refused = new Set(unfit.map(({ at }) => at));
  const changes = new Map(
    overlay.changes.flatMap((change, index) =>
      refused.has(`/changes/${index}/step`) ? [] : [[change.step, { change, index }] as const],
    ),
  );
  const before = new Map(base.steps.map((step) => [step.id, step]));

  const nationals = national.steps.flatMap((step): EffectiveStep[] => {
    const found = changes.get(step.id);
    if (!found) return [{ ...step, note: null, ofPort: false, changed: [] }];
    const fits = (field: Field): boolean => !refused.has(`/changes/${found.index}/${field}`);
    return found.change.leaveOut && fits('leaveOut')
      ? []
      : [changedStep(step, found.change, fits, before.get(step.id))];
  });
  const known = new Set([...national.documents, ...overlay.documents].map(({ id }) => id));
  const conditions = new Set(national.conditions.map(({ id }) => id));
  const own = overlay.steps.flatMap((step, index): EffectiveStep[] =>
    refused.has(`/steps/${index}/phase`) || refused.has(`/steps/${index}/id`)
      ? []
      : [
          {
            ...step,
            documents: step.documents.filter((id) => known.has(id)),
            when: step.when.filter((id) => conditions.has(id)),
            overridable: 'yes',
            note: null,
            ofPort: true,
            changed: [],
          },
        ],
  );
  const strict = Object.fromEntries(
    Object.entries(overlay.keyWithinBusinessDays ?? {}).filter(
      ([what]) => !refused.has('/keyWithinBusinessDays') && !refused.has(`/keyWithinBusinessDays/${what}`),
    ),
  );
  const toReview = national.steps.flatMap((step) => {
    const old = before.get(step.id);
    return changes.has(step.id) && old && canonicalJson(old) !== canonicalJson(step)
      ? [
          {
            step: step.id,
            text: `Headquarters has changed step ${step.id} since; the national words stand until the port confirms its own.`,
          },
        ]
      : [];
  });
  const procedure: EffectiveProcedure = {
    ...national,
    steps: inOrder([...nationals, ...own]),
    documents: [
      ...national.documents,
      ...overlay.documents.filter((_, index) => !refused.has(`/documents/${index}/id`)),
    ],
    policies: {
      ...national.policies,
      keyWithinBusinessDays: { ...national.policies.keyWithinBusinessDays, ...strict },
    },
    contacts: overlay.contacts,
  };
  return {
    procedure,
    unfit: [
      ...unfit,
      ...sheetsTooLong(procedure).map(({ role, text }) => ({ at: '', part: role, rule: 'one page', text })),
    ],
    toReview,
  };
};
