/**
 * `npm run audit`: asks the registry for advisories on the packages of package-lock.json, and fails for what nobody has looked at. What was looked at
 * stands in KNOWN with a reason and a last day. Where the registry cannot be asked, it says so and fails nothing: nothing is known then. With `--tell`, as in
 * `npm test`, it only tells: whether a commit passes must not depend on what somebody publishes that day.
 */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const WAIT_MS = 20_000;
const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'];
/** From which severity on an advisory must be decided on: in what services are made of, and in what only development needs. */
const DECIDED_FROM = { service: 'moderate', development: 'high' };

/**
 * Advisories that were looked at and do not reach us, or cannot be mended yet. `until` is the last day on which that is believed without another look.
 * @type {readonly {advisory: string, package: string, reason: string, until: string}[]}
 */
const KNOWN = [];

/**
 * What `npm audit --json` says, one for each advisory and package.
 * @returns {{advisories: {advisory: string, package: string, severity: string, title: string, use: 'service' | 'development'}[]} | {notAsked: string}}
 */
function read(report, lock) {
  if (report?.auditReportVersion !== 2)
    return { notAsked: String(report?.message ?? report?.error?.summary ?? 'npm answered nothing that can be read') };
  const advisories = Object.values(report.vulnerabilities).flatMap(({ name, via, nodes }) =>
    via
      // A name alone says that a package is reached by another one, which is listed itself.
      .filter((one) => typeof one === 'object')
      .map(({ url, source, severity, title }) => ({
        advisory: /GHSA-[\w-]+/.exec(url ?? '')?.[0] ?? String(source),
        package: name,
        severity,
        title,
        use: nodes.some((place) => !lock.packages[place]?.dev) ? 'service' : 'development',
      })),
  );
  return { advisories };
}

/**
 * Sentences about what has to be decided on; none where all is well.
 * @param {string} today YYYY-MM-DD
 */
function toDecide(advisories, known, today) {
  const isKnown = (found) => (one) => one.advisory === found.advisory && one.package === found.package;
  const serious = advisories.filter(
    ({ severity, use }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(DECIDED_FROM[use]),
  );
  return [
    ...serious
      .filter((found) => !known.some(isKnown(found)))
      .map((found) => `${found.package}: ${found.title} (${found.advisory}, ${found.severity}, ${found.use})`),
    ...known.flatMap((one) =>
      !advisories.some(isKnown(one))
        ? [`${one.package}: ${one.advisory} is not reported any more: take it out of KNOWN`]
        : one.until < today
          ? [`${one.package}: ${one.advisory} was to be looked at again by ${one.until}`]
          : [],
    ),
  ];
}

/** Text of the report; '' where npm could not be started or did not end in time. */
function ask() {
  // As on a command line: npm would else take the settings of the npm that runs the tests for its own.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const options = ['--package-lock-only', '--json', '--audit=true', '--fetch-retries=0', `--fetch-timeout=${WAIT_MS}`];
  return new Promise((resolve) => {
    const npm = spawn('npm', ['audit', ...options], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'ignore'] });
    const late = setTimeout(() => npm.kill('SIGKILL'), WAIT_MS);
    let text = '';
    npm.stdout.on('data', (piece) => (text += piece));
    const end = () => {
      clearTimeout(late);
      resolve(text);
    };
    npm.once('error', end).once('close', end);
  });
}

async function main() {
  const text = await ask();
  const lock = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const { advisories, notAsked } = read(parsed(text), lock);
  if (notAsked) {
    // Without the address: whose registry it is, is nobody's business but the machine's.
    console.log(
      `Advisories were not asked for: ${notAsked.replace(/https?:\/\/\S+/g, 'the registry')}. Nothing is known of them.`,
    );
    return 0;
  }
  const sentences = toDecide(advisories, KNOWN, new Date().toISOString().slice(0, 10));
  for (const sentence of sentences) console.log(sentence);
  console.log(`${advisories.length} advisories, ${sentences.length} to decide on (tools/audit.cjs, KNOWN).`);
  return sentences.length === 0 || process.argv.includes('--tell') ? 0 : 1;
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

if (require.main === module) main().then((code) => (process.exitCode = code));

module.exports = { KNOWN, read, toDecide };
