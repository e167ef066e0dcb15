import { type FormEvent, useId, useRef, useState } from 'react';
import type { DocumentUploadView } from '../../api/account';
import { CallFailed, chosenAccount, send } from '../../api/call';
import { Failure } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { useWords } from '../../words/language';
import { useFigures } from './figures';
import { accountWords } from './words';

/** Bytes of a piece: small enough that what a bad line loses is little. */
const PIECE = 1_048_576;
const ATTEMPTS = 5;
const TUS = { 'tus-resumable': '1.0.0' };

const base64 = (words: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(words)));

/** Sends a file in pieces (tus 1.0.0) and goes on where it stopped when the line broke. @throws CallFailed */
const sendInPieces = async (file: File, subjects: string, tell: (sent: number) => void): Promise<void> => {
  const account = chosenAccount.get();
  const headers = { ...TUS, ...(account && { 'portway-account': account }) };
  const metadata = [
    `filename ${base64(file.name)}`,
    ...(file.type ? [`filetype ${base64(file.type)}`] : []),
    ...(subjects ? [`subjects ${base64(subjects)}`] : []),
  ];
  const begun = (await send('/api/account/document-uploads', {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(file.size), 'upload-metadata': metadata.join(',') },
  })) as DocumentUploadView;
  const address = `/api/account/document-uploads/${begun.id}`;
  let sent = 0;
  let failed = 0;
  while (sent < file.size) {
    try {
      await send(address, {
        method: 'PATCH',
        headers: { ...headers, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(sent) },
        body: file.slice(sent, sent + PIECE),
      });
      sent = Math.min(sent + PIECE, file.size);
      failed = 0;
    } catch (error) {
      if (!(error instanceof CallFailed) || !error.isAway || ++failed >= ATTEMPTS) throw error;
      sent = ((await send(address, { headers })) as DocumentUploadView).received;
    }
    tell(sent);
  }
};

/** Hands in a document and shows how far it is. */
export function Upload({
  label,
  subjects = '',
  asksSubject = false,
  subjectGiven = '',
  onDone,
}: {
  label: string;
  subjects?: string;
  asksSubject?: boolean;
  /** What stands in the field of the record at first. */
  subjectGiven?: string;
  onDone: (name: string) => void;
}) {
  const say = useWords(accountWords);
  const { bytes } = useFigures();
  const id = useId();
  const result = useRef<HTMLDivElement>(null);
  const [sent, setSent] = useState<{ name: string; of: number; so: number } | null>(null);
  const [failure, setFailure] = useState<CallFailed | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const hand = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const file = data.get('file');
    if (!(file instanceof File) || file.size === 0) return;
    setFailure(null);
    setDone(null);
    setSent({ name: file.name, of: file.size, so: 0 });
    try {
      const about = subjects || String(data.get('subject') ?? '').trim();
      await sendInPieces(file, about, (so) => setSent({ name: file.name, of: file.size, so }));
      setDone(file.name);
      form.reset();
      onDone(file.name);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setFailure(error);
    } finally {
      setSent(null);
      result.current?.focus();
    }
  };
  return (
    <form className="pw-order__form" aria-label={label} onSubmit={(event) => void hand(event)}>
      <label className="usa-label" htmlFor={`${id}-file`}>
        {label}
      </label>
      <p className="usa-hint" id={`${id}-hint`}>
        {say('fileHint')}
      </p>
      <input
        className="usa-input pw-file"
        id={`${id}-file`}
        type="file"
        name="file"
        required
        accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.gif"
        aria-describedby={`${id}-hint`}
      />
      {asksSubject && (
        <>
          <label className="usa-label" htmlFor={`${id}-subject`}>
            {say('belongsTo')} <span className="usa-hint">({say('optional')})</span>
          </label>
          <p className="usa-hint" id={`${id}-subject-hint`}>
            {say('belongsToHint')}
          </p>
          <input
            className="usa-input"
            id={`${id}-subject`}
            name="subject"
            defaultValue={subjectGiven}
            autoComplete="off"
            aria-describedby={`${id}-subject-hint`}
          />
        </>
      )}
      <div className="pw-order__buttons">
        <button type="submit" className="usa-button" aria-disabled={sent !== null}>
          {say(sent ? 'sending' : 'handInButton')}
        </button>
      </div>
      <div ref={result} tabIndex={-1} role="status" className="pw-order__result">
        {sent && (
          <p>
            <progress max={sent.of} value={sent.so} aria-label={say('uploading', { name: sent.name })} />{' '}
            {say('uploaded', { so: bytes(sent.so), of: bytes(sent.of) })}
          </p>
        )}
        {failure && <Failure failure={failure} />}
        {done && (
          <Notice kind="success" title={say('done')}>
            {say('handedIn', { name: done })}
          </Notice>
        )}
      </div>
    </form>
  );
}
