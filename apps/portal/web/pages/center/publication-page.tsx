import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { MarkedText } from '../../api/cee';
import { useKnown } from '../../api/known';
import { Day } from '../../ui/due';
import { Known } from '../../ui/known';
import { Link } from '../../ui/link';
import { Result } from '../../ui/order-form';
import { PageTitle } from '../../ui/page-title';
import { When } from '../../ui/when';
import { useWords } from '../../words/language';
import { useNames } from './names';
import { PublishAnew, useMayPublish } from './publish';
import { publishingWords } from './publishing-words';
import { centerWords } from './words';
import './center.scss';

/** What a Center published, with what changed in each version. */
export default function PublicationPage() {
  const say = useWords(centerWords);
  const sayMore = useWords(publishingWords);
  const name = useNames();
  const mayPublish = useMayPublish();
  const [isGone, setGone] = useState(false);
  const { publicationId = '' } = useParams({ strict: false }) as { publicationId?: string };
  const known = useKnown(
    'cee',
    'GET /center-pages/publications/{publicationId}',
    { path: { publicationId } },
    { isFresh: mayPublish, when: !isGone },
  );
  return (
    <>
      <PageTitle>{known.data?.title ?? say('publication')}</PageTitle>
      <p>
        <Link to="/centers">{say('backToCenters')}</Link>
      </p>
      {isGone && <Result>{sayMore('takenDown')}</Result>}
      {!isGone && (
        <Known of={known} rows={8}>
          {(one) => (
            <>
              <p className="pw-card__line">
                <span className="pw-sign">{name('published', one.kind)}</span>
                <span>{one.center}</span>
                <Day of={one.day} />
                <span>{one.topic}</span>
              </p>
              {one.text.split('\n').map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other name
                <p key={at}>{line}</p>
              ))}
              {one.versions.length > 1 && (
                <section aria-labelledby="versions">
                  <h2 id="versions">{say('versionsTitle')}</h2>
                  {one.versions.map((version) => (
                    <details key={version.version} className="pw-details">
                      <summary>
                        {say('version', { number: version.version })} <When at={version.publishedAt} />
                      </summary>
                      {version.titleChanges.some(({ mark }) => mark !== 'same') && (
                        <p className="pw-marked">
                          {sayMore('versionTitle')} <Marked text={version.titleChanges} />
                        </p>
                      )}
                      <p className="pw-marked">
                        <Marked text={version.textChanges} />
                      </p>
                    </details>
                  ))}
                </section>
              )}
              {mayPublish && <PublishAnew publication={one} again={known.again} onTakenDown={() => setGone(true)} />}
            </>
          )}
        </Known>
      )}
    </>
  );
}

function Marked({ text }: { text: readonly MarkedText[] }) {
  return text.map(({ mark, text: part }, at) =>
    mark === 'same' ? (
      part
    ) : mark === 'added' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
      <ins key={at}>{part}</ins>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
      <del key={at}>{part}</del>
    ),
  );
}
