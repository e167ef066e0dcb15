import { useForm } from 'react-hook-form';
import { backOf } from '../../api/back';
import { CallFailed } from '../../api/call';
import { signIn, signInWithKey, useSession } from '../../api/session';
import { Failure } from '../../ui/known';
import { Notice } from '../../ui/notice';
import { PageTitle } from '../../ui/page-title';
import { common } from '../../words/common';
import { useWords } from '../../words/language';
import { signInWords } from './words';

export default function SignInPage() {
  const say = useWords(signInWords);
  const sayCommon = useWords(common);
  const { session, ways } = useSession();
  const back = backOf(window.location.search);
  const failed = new URLSearchParams(window.location.search).get('failed');
  const { register, handleSubmit, setError, formState } = useForm<{ key: string }>();
  const failure = formState.errors.root?.['failure'] as unknown as CallFailed | undefined;
  const enter = handleSubmit(async ({ key }) => {
    try {
      await signInWithKey(key.trim());
      window.location.assign(back);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      setError('root.failure', error as never);
    }
  });
  return (
    <div className="pw-narrow">
      <PageTitle>{say('title')}</PageTitle>
      {failed === 'yes' && <Notice kind="warning" title={say('failed')} />}
      {failed === 'away' && (
        <Notice kind="error" title={say('away')}>
          <p>{say('awayDo')}</p>
        </Notice>
      )}
      {session && <p>{say('already', { name: session.name })}</p>}
      {session === null && ways.length === 0 && <p>{say('nobody')}</p>}
      {ways.includes('person') && (
        <section>
          <h2>{say('asPerson')}</h2>
          <p>{say('asPersonText')}</p>
          <button type="button" className="usa-button" onClick={() => signIn(back)}>
            {sayCommon('signIn')}
          </button>
        </section>
      )}
      {ways.includes('key') && (
        <section>
          <h2>{say('withKey')}</h2>
          <p>{say('withKeyText')}</p>
          <form onSubmit={enter}>
            <label className="usa-label" htmlFor="key">
              {say('key')}
            </label>
            <input
              id="key"
              className="usa-input"
              type="password"
              autoComplete="off"
              {...register('key', { required: true })}
            />
            <button type="submit" className="usa-button usa-button--outline" disabled={formState.isSubmitting}>
              {sayCommon('signIn')}
            </button>
          </form>
          {failure && <Failure failure={failure} />}
        </section>
      )}
    </div>
  );
}
