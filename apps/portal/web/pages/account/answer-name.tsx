import { Said } from '../../ui/said';
import { useWords } from '../../words/language';
import { mailboxWords } from './mailbox-words';

/** What an answer or a notice is, by the application that it is of. */
export function AnswerName({ application }: { application: string }) {
  const say = useWords(mailboxWords);
  const name = `answer ${application}`;
  return name in mailboxWords.en ? say(name as 'answer SX') : <Said text={application.replaceAll('-', ' ')} />;
}
