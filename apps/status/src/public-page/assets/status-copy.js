// Tells how old a copy of the status page is, and when that is older than it should be.
(() => {
  'use strict';
  const line = document.getElementById('copy-age');
  const copied = Date.parse(line?.getAttribute('data-copied') ?? '');
  if (!line || Number.isNaN(copied)) return;
  const tell = () => {
    const seconds = Math.max(0, Math.round((Date.now() - copied) / 1000));
    const age = seconds < 120 ? seconds + ' seconds' : seconds < 7200 ? Math.round(seconds / 60) + ' minutes' : Math.round(seconds / 3600) + ' hours';
    line.textContent = seconds < 60 ? 'It is ' + age + ' old.' : 'It is ' + age + ' old: no newer one came. What you see may be wrong by now.';
    line.classList.toggle('pw-old', seconds >= 60);
  };
  tell();
  setInterval(tell, 5000);
})();
