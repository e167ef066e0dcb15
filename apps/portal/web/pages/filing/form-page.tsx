import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type FieldErrors, type FieldValues, FormProvider, useForm } from 'react-hook-form';
import { call, CallFailed } from '../../api/call';
import { useKnownBy } from '../../api/known';
import { Failure, Known } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import { type Draft, draftOf, dropDraft, keepDraft, keepSent, type Remark } from './drafts';
import { DutyPanel } from './duty';
import { FormOf, ObjectFields, Remarked } from './fields';
import './filing.scss';
import { FORMS, isKind, type Kind } from './kinds';
import { bodyOf, pathOf, readBodySchema, type Schema, type Typed } from './schema';
import { filingWords } from './words';

export default function FormPage() {
  const say = useWords(filingWords);
  const { kind } = useParams({ strict: false }) as { kind?: string };
  if (!isKind(kind)) return <PageTitle>{say('noKind')}</PageTitle>;
  return <FormOfKind key={kind} kind={kind} />;
}

function FormOfKind({ kind }: { kind: Kind }) {
  const say = useWords(filingWords);
  const schema = useKnownBy(['body of', kind], (signal) => readBodySchema(kind, signal), { every: 0 });
  return (
    <>
      <PageTitle lead={say('formLead')}>{say('formTitle', { kind: say(kind) })}</PageTitle>
      <Known of={schema} rows={10}>
        {(shape) => <Form kind={kind} schema={shape} />}
      </Known>
    </>
  );
}

type Values = { [name: string]: Typed };

function Form({ kind, schema }: { kind: Kind; schema: Schema }) {
  const say = useWords(filingWords);
  const navigate = useNavigate();
  const { first, empty, key } = FORMS[kind];
  const [draft] = useState<Draft | null>(() => draftOf(kind));
  const form = useForm<FieldValues>({
    defaultValues: draft?.typed ?? empty,
    mode: 'onTouched',
    shouldFocusError: true,
  });
  const { handleSubmit, reset, watch, getValues } = form;
  const [remarks, setRemarks] = useState<readonly Remark[]>(draft?.remarks ?? []);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [wrong, setWrong] = useState(0);
  const [isSending, setSending] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const idempotencyKey = useRef(crypto.randomUUID());
  const summary = useRef<HTMLDivElement>(null);
  const shape = useMemo(
    () => ({ first, remarks: new Map(remarks.map((remark) => [pathOf(remark.at), remark])) }),
    [first, remarks],
  );
  useEffect(() => {
    const watching = watch((values) => keepDraft(kind, values as Values, []));
    return () => watching.unsubscribe();
  }, [watch, kind]);
  const file = async (values: Values): Promise<void> => {
    setSending(true);
    setWrong(0);
    setFailure(null);
    const body = bodyOf(schema, values);
    try {
      const receipt = await call('gateway', `POST /filings/${kind}`, {
        body: body as never,
        idempotencyKey: idempotencyKey.current,
      });
      const id = receipt.filingId ?? receipt.id;
      const at = new Date().toISOString();
      keepSent({ id: receipt.id, channel: 'json', kind, reference: referenceOf(values, key) ?? id, at }, values);
      dropDraft(kind);
      await navigate({ to: `/file/sent/json/${receipt.id}` as never });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
      // What was refused is another message when it comes again; what perhaps came is the same.
      if (!error.isAway) idempotencyKey.current = crypto.randomUUID();
      const said = (error.problem.errors ?? []).filter(({ at }) => at.startsWith('/') && at !== '/');
      setRemarks(said);
      keepDraft(kind, values, said);
      form.reset(values);
      summary.current?.focus();
    } finally {
      setSending(false);
    }
  };
  const refuse = (errors: FieldErrors): void => setWrong(countOf(errors));
  return (
    <FormProvider {...form}>
      <FormOf value={shape}>
        <form className="usa-form pw-form" noValidate onSubmit={(event) => void handleSubmit(file, refuse)(event)}>
          <div ref={summary} tabIndex={-1} className="pw-result">
            {draft && draft.remarks.length > 0 && !failure && (
              <Notice kind="error" title={say('refusedTitle')}>
                <p>{say('answeredWrong')}</p>
                <ul>
                  {draft.remarks.map((remark) => (
                    <li key={`${remark.at} ${remark.text}`}>
                      <Remarked {...remark} />
                    </li>
                  ))}
                </ul>
              </Notice>
            )}
            {failure && (
              <>
                {!failure.isAway && failure.problem.status !== 401 && failure.problem.status !== 403 && (
                  <p className="pw-headline">{say('refusedText')}</p>
                )}
                <Failure failure={failure} />
              </>
            )}
          </div>
          <ObjectFields schema={schema} path="" />
          {kind === 'entry-summary' && <DutyPanel schema={schema} />}
          {wrong > 0 && (
            <Notice kind="error" title={say('correct', { count: wrong })}>
              {say('correctText')}
            </Notice>
          )}
          <div className="pw-actions">
            <button type="submit" className="usa-button usa-button--big" disabled={isSending}>
              {say(isSending ? 'sending' : 'send')}
            </button>
            {isAsked ? (
              <>
                <button
                  type="button"
                  className="usa-button usa-button--secondary"
                  onClick={() => {
                    reset(empty);
                    setRemarks([]);
                    setFailure(null);
                    setWrong(0);
                    setAsked(false);
                    dropDraft(kind);
                    idempotencyKey.current = crypto.randomUUID();
                  }}
                >
                  {say('throwAwaySure')}
                </button>
                <button type="button" className="usa-button usa-button--outline" onClick={() => setAsked(false)}>
                  {say('keepIt')}
                </button>
              </>
            ) : (
              <button
                type="button"
                className="usa-button usa-button--unstyled"
                onClick={() => (referenceOf(getValues(), key) ? setAsked(true) : reset(empty))}
              >
                {say('throwAway')}
              </button>
            )}
          </div>
        </form>
      </FormOf>
    </FormProvider>
  );
}

/** The number by which people know it. */
const referenceOf = (values: Values, key: string): string | undefined => {
  const found = key.split('.').reduce<Typed | undefined>((at, name) => (at as Values | undefined)?.[name], values);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
};

const countOf = (errors: unknown): number => {
  if (typeof errors !== 'object' || errors === null) return 0;
  if ('message' in errors && 'type' in errors && typeof errors.type === 'string') return 1;
  return Object.entries(errors).reduce((sum, [name, one]) => sum + (name === 'ref' ? 0 : countOf(one)), 0);
};
