/** What something is about, `entry:B76-0007600-7`, as people write it; nothing for the account itself, on whose page it stands. */
export const subjectText = (subject: string): string => {
  const [kind = '', ...rest] = subject.split(':');
  return kind === 'account' ? '' : rest.length > 0 ? `${kind} ${rest.join(':')}` : subject;
};
