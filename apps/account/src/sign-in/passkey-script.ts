import { createHash } from 'node:crypto';

/**
 * What pages with a passkey do in a browser (Web Authentication Level 3, 5.1): a button asks the authenticator, and its answer is sent as a field of the button's form.
 * Without a browser that can, the buttons stay hidden.
 */
export const PASSKEY_SCRIPT = `
const known = window.PublicKeyCredential;
for (const button of document.querySelectorAll('button[data-passkey]')) {
  if (!known || !known.parseRequestOptionsFromJSON || !known.parseCreationOptionsFromJSON) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const { form } = button;
    const { passkey, options } = button.dataset;
    try {
      const asked = JSON.parse(options);
      const answer = passkey === 'create'
        ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(asked) })
        : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(asked) });
      form.elements.namedItem('passkey').value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch (error) {
      form.querySelector('[role=status]').textContent = 'No passkey was used: ' + error.message;
    }
  });
}
`;

/** By which a page's policy lets this script run and no other (CSP Level 3, 2.3.1). */
export const PASSKEY_SCRIPT_HASH = `'sha256-${createHash('sha256').update(PASSKEY_SCRIPT).digest('base64')}'`;
