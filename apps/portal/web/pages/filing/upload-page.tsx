import { useEffect, useRef, useState } from 'react';
import { Notice } from '../../ui/notice';
import { PageTitle } from '../../ui/page-title';
import { useWords } from '../../words/language';
import { keepFile, keptFile } from './drafts';
import { formOf, recordsOf } from './edi';
import { EdiDesk } from './edi-desk';
import './filing.scss';
import { FORMS, type Kind, KINDS } from './kinds';
import { readBodySchema } from './schema';
import { columnsOf, type Rows } from './sheet';
import { SheetDesk } from './sheet-desk';
import { filingWords } from './words';

type Taken =
  | { readonly form: 'abi' | 'x12'; readonly name: string; readonly records: readonly string[]; readonly end: string }
  | { readonly form: 'sheet'; readonly name: string; readonly rows: Rows }
  | { readonly form: 'json'; readonly name: string; readonly body: unknown };

const CONTROL_END = 105;

const takenOf = async (file: File): Promise<Taken | null> => {
  const { name } = file;
  if (/\.(csv|xlsx)$/i.test(name)) {
    const { readTable } = await import('./spreadsheet');
    return { form: 'sheet', name, rows: await readTable(name, new Uint8Array(await file.arrayBuffer())) };
  }
  return takenOfText(name, await file.text());
};

const takenOfText = (name: string, text: string): Taken | null => {
  const form = formOf(name, text.slice(0, 200));
  if (form === 'json') return { form, name, body: JSON.parse(text) };
  if (form === null || form === 'sheet') return null;
  const records = recordsOf(form, text);
  return { form, name, records, end: form === 'x12' ? (text.trimStart()[CONTROL_END] ?? '~') : '\n' };
};

/** A file of a filer's own software, or a sheet: read here, shown with what is wrong at its place, corrected, sent. */
export default function UploadPage() {
  const say = useWords(filingWords);
  const [taken, setTaken] = useState<Taken | null>(() => {
    const kept = keptFile();
    return kept && takenOfText(kept.name, kept.content);
  });
  const [isUnreadable, setUnreadable] = useState(false);
  const [isOver, setOver] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const read = await takenOf(file).catch(() => null);
    setUnreadable(read === null);
    setTaken(read);
    if (read && (read.form === 'abi' || read.form === 'x12')) keepFile({ name: file.name, content: await file.text() });
  };
  useEffect(() => {
    if (taken || isUnreadable) result.current?.focus();
  }, [taken, isUnreadable]);
  return (
    <>
      <PageTitle lead={say('uploadLead')}>{say('uploadTitle')}</PageTitle>
      {!taken && (
        <>
          <label
            className={isOver ? 'pw-drop pw-drop--over' : 'pw-drop'}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              void take(event.dataTransfer.files[0]);
            }}
          >
            <strong>{say('chooseFile')}</strong>
            <br />
            <span className="usa-hint">{say('fileKinds')}</span>
            <input
              type="file"
              accept=".abi,.txt,.edi,.x12,.309,.json,.csv,.xlsx"
              onChange={({ target }) => void take(target.files?.[0])}
            />
          </label>
          <Templates />
        </>
      )}
      <div ref={result} tabIndex={-1} className="pw-result">
        {isUnreadable && (
          <Notice kind="error" title={say('notReadable')}>
            {say('notReadableText')}
          </Notice>
        )}
        {(taken?.form === 'abi' || taken?.form === 'x12') && (
          <EdiDesk form={taken.form} name={taken.name} records={taken.records} end={taken.end} />
        )}
        {taken?.form === 'sheet' && <SheetDesk name={taken.name} rows={taken.rows} />}
        {taken?.form === 'json' && <SheetDesk name={taken.name} rows={[]} body={taken.body} />}
      </div>
      {taken && (
        <button type="button" className="usa-button usa-button--unstyled pw-add" onClick={() => setTaken(null)}>
          {say('another')}
        </button>
      )}
    </>
  );
}

function Templates() {
  const say = useWords(filingWords);
  const download = async (kind: Kind, form: 'csv' | 'xlsx'): Promise<void> => {
    const [schema, { writeTable }] = await Promise.all([readBodySchema(kind), import('./spreadsheet')]);
    const content = await writeTable(form, [columnsOf(schema, FORMS[kind].first)]);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content);
    link.download = `${kind}.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  };
  return (
    <section aria-labelledby="templates" className="pw-templates-part">
      <h2 id="templates">{say('templates')}</h2>
      <p>{say('templatesText')}</p>
      <ul className="pw-templates">
        {KINDS.flatMap((kind) =>
          (['csv', 'xlsx'] as const).map((form) => (
            <li key={`${kind} ${form}`}>
              <button
                type="button"
                className="usa-button usa-button--unstyled"
                onClick={() => void download(kind, form)}
              >
                {say(form === 'csv' ? 'templateCsv' : 'templateXlsx', { kind: say(kind) })}
              </button>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
