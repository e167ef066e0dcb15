// Keeps the page up to date while it is open. Everything on it can be read without this script.
(() => {
  'use strict';
  if (!window.EventSource || !window.fetch) return;
  const line = document.getElementById('live-line');
  let [etag, due, heardAt, words] = [null, null, Date.now(), null];

  const say = (text) => {
    if (line && line.textContent !== text) line.textContent = text;
  };
  const eastern = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const clock = (date) => eastern.format(date) + ' ET (' + date.toISOString().slice(11, 19) + ' UTC)';

  const renew = async () => {
    due = null;
    try {
      const response = await fetch(location.pathname, { headers: { accept: 'text/html', ...(etag ? { 'if-none-match': etag } : {}) }, cache: 'no-store' });
      if (response.status === 304) return say('Live. Checked at ' + clock(new Date()) + '.');
      if (!response.ok) return say('The page could not be renewed at ' + clock(new Date()) + '. What you see may be old.');
      etag = response.headers.get('etag');
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('live');
      const shown = document.getElementById('live');
      if (!fresh || !shown) return;
      // What the reader opened stays open; what the reader closed stays closed until its headline changes.
      for (const one of fresh.querySelectorAll('details[id]')) {
        const before = shown.querySelector('#' + one.id);
        if (before && (before.open || before.firstElementChild.textContent === one.firstElementChild.textContent)) one.open = before.open;
      }
      shown.replaceWith(fresh);
      const now = fresh.querySelector('[data-words]')?.getAttribute('data-words') ?? '';
      // Read out by screen readers only when the headline changes.
      const spoken = document.getElementById('spoken');
      if (words !== null && now !== words && spoken) spoken.textContent = now;
      words = now;
      say('Live. Renewed at ' + clock(new Date()) + '.');
    } catch {
      say('The connection is lost. What you see may be old.');
    }
  };
  // Readers do not all ask in the same moment.
  const soon = () => {
    heardAt = Date.now();
    due ??= setTimeout(renew, 200 + Math.random() * 1500);
  };

  words = document.querySelector('[data-words]')?.getAttribute('data-words') ?? null;
  const source = new EventSource('/status/events');
  for (const kind of ['summary', 'incident', 'downtime', 'notice']) source.addEventListener(kind, soon);
  source.addEventListener('open', () => {
    heardAt = Date.now();
    say('Live.');
  });
  source.addEventListener('error', () => say('The live connection is lost; trying again. The page is from ' + clock(new Date(heardAt)) + ' or older.'));
  // Ages and backlogs move without an event.
  setInterval(() => document.visibilityState === 'visible' && soon(), 30000);
})();
