/** Where to go back to: only a path of ours, and nothing that a browser takes for the address of another site (it leaves out tabs and line ends). */
export const backOf = (search: string): string => {
  const back = new URLSearchParams(search).get('back') ?? '/';
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : '/';
};
