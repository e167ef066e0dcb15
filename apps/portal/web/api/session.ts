import { send } from './call';
import { forgetDesk } from '../offline/desk-store';
import { forgetKnowledge, knownFor, SESSION, useKnown, useKnownBy } from './known';

/** Who looks at the pages, as the portal says it. */
export interface Session {
  readonly id: string;
  /** The same in every session of the same person or key. */
  readonly holder: string;
  readonly name: string;
  readonly by: 'token' | 'key';
  /** ISO 8601. */
  readonly until: string;
}

interface SessionAnswer {
  readonly session: Session | null;
  readonly ways: readonly ('person' | 'key')[];
}

const SESSION_MS = 60_000;

const read = async (signal: AbortSignal): Promise<SessionAnswer> => {
  const answer = (await send('/session', { signal })) as SessionAnswer;
  knownFor(answer.session?.id ?? '');
  return answer;
};

/** Who is signed in; undefined while that is not known yet. */
export function useSession(): { session: Session | null | undefined; ways: SessionAnswer['ways'] } {
  const { data } = useKnownBy([SESSION], read, { every: SESSION_MS });
  return { session: data?.session, ways: data?.ways ?? [] };
}

/** The accounts that who signed in works in, and the roles there. */
export function useOwnAccounts() {
  const { session } = useSession();
  return useKnown('account', 'GET /me', {}, { when: Boolean(session), every: 5 * SESSION_MS });
}

/** Roles of who signed in, in whatever account; none while they are not known. They only choose what is offered: what one may do the modules judge. */
export function useRoles(): readonly string[] {
  const { data } = useOwnAccounts();
  return data?.accounts.flatMap(({ roles }) => roles) ?? [];
}

/** Goes to sign in, and comes back to the page. */
export const signIn = (back = window.location.pathname + window.location.search): void => {
  forgetKnowledge();
  window.location.assign(`/session/sign-in?back=${encodeURIComponent(back)}`);
};

export const signInWithKey = async (key: string): Promise<void> => {
  await send('/session/key', { method: 'POST', headers: { authorization: `Bearer ${key}` } });
  forgetKnowledge();
};

/** Signs out, of this browser or of all. @throws CallFailed; then nobody is signed out */
export const signOut = async (holder: string, everywhere = false): Promise<void> => {
  const { next } = (await send(everywhere ? '/session/end-everywhere' : '/session/end', { method: 'POST' })) as {
    next: string | null;
  };
  forgetKnowledge();
  await forgetDesk(holder);
  window.location.assign(next ?? '/');
};
