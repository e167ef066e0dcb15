/**
 * Checks an export of an activity log on its own: needs Node and the file, neither Portway nor a network. The rules are those of the guide for
 * partners, "The activity log". Exit code: 0 intact, 1 not intact, 2 it cannot be told.
 */
const { createHash, createPublicKey, verify } = require('node:crypto');
const fs = require('node:fs');
const readline = require('node:readline');

const USAGE = `Usage: npm run verify-log -- FILE [--head FILE]... [--keys FILE]

FILE    an export of an activity log in JSON Lines, - for standard input
--head  a signed head that you kept, as JSON: of the tree (GET /activity/tree) or of your log (your mailbox); may be given several times;
        the document of the status page (GET /status/activity-log.json) is one too: its newest head is taken
--keys  public keys that you kept, as GET /activity/keys or the status page's document has them; without it those in the export are taken`;

const HASHED = [
  'accountId',
  'sequence',
  'occurredAt',
  'recordedAt',
  'kind',
  'channel',
  'transmissionId',
  'mailboxId',
  'filingId',
  'itemKind',
  'subject',
  'outcome',
  'disposition',
  'summary',
];
const ADDED = ['person', 'port', 'center'];
const MEMBERS = new Set([...HASHED, ...ADDED, 'previousHash', 'hash']);
/** What is left of an entry that was removed by policy. */
const LEFT = new Set(['accountId', 'sequence', 'recordedAt', 'previousHash', 'hash', 'removedAt']);
const KEPT_YEARS = 5;
const START = '0'.repeat(64);

class Fault extends Error {}
class CannotTell extends Error {}

const sha = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
const leafHash = (hex) => sha(LEAF, Buffer.from(hex, 'hex'));
const nodeHash = (left, right) => sha(NODE, left, right);

const hashOf = (entry) => {
  const values = HASHED.map((name) => entry[name]);
  if (ADDED.some((name) => entry[name] !== undefined)) values.push(...ADDED.map((name) => entry[name] ?? null));
  return sha(entry.previousHash, JSON.stringify(values)).toString('hex');
};

const half = (number) => Math.floor(number / 2);

/** RFC 9162, 2.1.3.2. */
function isIncluded(leaf, hash, size, root, path) {
  if (!Number.isSafeInteger(leaf) || leaf < 0 || leaf >= size) return false;
  let [own, last, at] = [leaf, size - 1, hash];
  for (const sibling of path) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      at = nodeHash(sibling, at);
      while (own % 2 === 0 && own > 0) [own, last] = [half(own), half(last)];
    } else at = nodeHash(at, sibling);
    [own, last] = [half(own), half(last)];
  }
  return last === 0 && at.equals(root);
}

/** RFC 9162, 2.1.4.2. */
function isConsistent(earlier, earlierRoot, size, root, path) {
  let [first, last] = [earlier - 1, size - 1];
  while (first % 2 === 1) [first, last] = [half(first), half(last)];
  const [start, ...others] = first === 0 ? [earlierRoot, ...path] : path;
  if (!start) return false;
  let [before, now] = [start, start];
  for (const other of others) {
    if (last === 0) return false;
    if (first % 2 === 1 || first === last) {
      before = nodeHash(other, before);
      now = nodeHash(other, now);
      while (first % 2 === 0 && first > 0) [first, last] = [half(first), half(last)];
    } else now = nodeHash(now, other);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 && before.equals(earlierRoot) && now.equals(root);
}

const isTreeHead = (head) => typeof head?.rootHash === 'string';
const treeText = (head) => `portway activity tree\n${head.size}\n${head.rootHash}\n${head.signedAt}\n`;
const logText = (head) =>
  `portway activity head\n${head.accountId}\n${head.sequence}\n${head.hash}\n${head.signedAt}\n`;

function requireSigned(head, keys, what) {
  const key = keys.get(head.keyId);
  if (!key) throw new Fault(`${what} is signed by key ${head.keyId}, which is not among the keys`);
  const text = isTreeHead(head) ? treeText(head) : logText(head);
  if (!verify(null, Buffer.from(text), key, Buffer.from(String(head.signature), 'base64')))
    throw new Fault(`the signature of ${what} is forged: key ${head.keyId} did not sign it`);
}

/** The id is computed, never believed. */
function keysOf(list) {
  const keys = new Map();
  for (const { publicKey } of list) {
    const der = Buffer.from(publicKey, 'base64');
    keys.set(sha(der).toString('hex').slice(0, 16), createPublicKey({ key: der, format: 'der', type: 'spki' }));
  }
  return keys;
}

const buffers = (path) => path.map((hex) => Buffer.from(hex, 'hex'));

function readJson(file, what) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CannotTell(`${what} ${file} cannot be read: ${error.message}`);
  }
}

/** Entries are kept for five years at least (19 CFR 163.4), by the clock of who removed them. */
function isOldEnough({ recordedAt, removedAt }) {
  const least = new Date(recordedAt);
  least.setUTCFullYear(least.getUTCFullYear() + KEPT_YEARS);
  return Date.parse(removedAt) >= least.getTime() - 86_400_000;
}

/** A head alone, or the document of the status page, of which the newest is taken. */
function headIn(said, file) {
  const head = said && 'head' in said ? said.head : said;
  if (!head || typeof head.signature !== 'string') throw new CannotTell(`${file} has no signed head`);
  return head;
}

/** What an export says, read line by line. @returns lines for a person */
async function check(input, kept, ownKeys) {
  let head = null;
  let keys = null;
  let treeHead = null;
  let root = null;
  let before = { sequence: 0, hash: START };
  let [count, proven, removed, number, end] = [0, 0, 0, 0, null];
  const removedOn = [];
  const keptLogs = new Map();
  for await (const line of readline.createInterface({ input, crlfDelay: Infinity })) {
    number++;
    if (line === '') continue;
    let said;
    try {
      said = JSON.parse(line);
    } catch {
      throw new Fault(`line ${number} is cut off or is no JSON`);
    }
    if (end) throw new Fault(`line ${number} stands behind the end of the export`);
    if (!head) {
      if (said.export !== 'portway activity log' || said.version !== 1)
        throw new CannotTell('this is no export of an activity log that this program reads');
      head = said;
      keys = keysOf(ownKeys ?? head.keys);
      treeHead = head.treeHead;
      if (treeHead) {
        requireSigned(treeHead, keys, 'the head of the tree');
        root = Buffer.from(treeHead.rootHash, 'hex');
      }
      for (const one of kept) compareKept(one, head, treeHead, root, keys, keptLogs);
      continue;
    }
    if (said.end === true) {
      end = said;
      continue;
    }
    const { entry, leaf, path } = said;
    if (!entry) throw new Fault(`line ${number} is neither an entry nor the end`);
    const name = `entry ${entry.sequence}`;
    const isRemoved = entry.removedAt !== undefined;
    const foreign = Object.keys(entry).find((member) => !(isRemoved ? LEFT : MEMBERS).has(member));
    if (foreign) throw new Fault(`${name} has a member that was not recorded: ${foreign}`);
    if (entry.accountId !== head.accountId) throw new Fault(`${name} is of another account`);
    if (entry.sequence <= before.sequence)
      throw new Fault(`${name} stands behind entry ${before.sequence}: entries were reordered or repeated`);
    const follows = entry.sequence === before.sequence + 1;
    if (!follows && !head.selection) throw new Fault(`entry ${before.sequence + 1} is missing: ${name} follows`);
    if (follows && entry.previousHash !== before.hash)
      throw new Fault(`${name} does not continue entry ${before.sequence}`);
    if (isRemoved) {
      if (!isOldEnough(entry)) throw new Fault(`${name} was removed before its ${KEPT_YEARS} years were over`);
      if (leaf === null || leaf === undefined) throw new Fault(`${name} was removed and is in no tree that was signed`);
      removed++;
      removedOn.push(entry.removedAt.slice(0, 10));
    } else if (entry.hash !== hashOf(entry)) throw new Fault(`${name} is not what was recorded: it was changed`);
    if (leaf !== null && leaf !== undefined) {
      if (!treeHead || !isIncluded(leaf, leafHash(entry.hash), treeHead.size, root, buffers(path)))
        throw new Fault(`${name} is not in the tree that was signed at ${treeHead?.signedAt ?? 'any time'}`);
      proven++;
    }
    const signed = keptLogs.get(entry.sequence);
    if (signed && signed.hash !== entry.hash)
      throw new Fault(
        `${name} is not the one in the head you kept, signed at ${signed.signedAt}: the log was rewritten`,
      );
    before = { sequence: entry.sequence, hash: entry.hash };
    count++;
  }
  if (!head) throw new CannotTell('the export is empty');
  if (!end) throw new Fault(`the export has no end: it was truncated behind entry ${before.sequence}`);
  if (end.entries !== count) throw new Fault(`the export was made with ${end.entries} entries and has ${count}`);
  const { accountHead } = end;
  requireSigned(accountHead, keys, 'the end of the log');
  if (accountHead.accountId !== head.accountId) throw new Fault('the signed end is of another log');
  if (!head.selection && (accountHead.sequence !== before.sequence || accountHead.hash !== before.hash))
    throw new Fault(
      `the log was truncated: it ends with entry ${before.sequence}, entry ${accountHead.sequence} was signed`,
    );
  for (const signed of keptLogs.values())
    if (signed.sequence > accountHead.sequence)
      throw new Fault(
        `this is an older copy: it ends with entry ${accountHead.sequence}, you kept a head of entry ${signed.sequence}, signed at ${signed.signedAt}`,
      );
  return verdict({ head, treeHead, count, proven, removed, removedOn, accountHead, kept, ownKeys });
}

function compareKept(one, head, treeHead, root, keys, keptLogs) {
  const what = 'the head you kept';
  requireSigned(one, keys, what);
  if (!isTreeHead(one)) {
    if (one.accountId !== head.accountId) throw new CannotTell('a head you kept is of another log');
    keptLogs.set(one.sequence, one);
    return;
  }
  if (!treeHead || treeHead.size < one.size)
    throw new Fault(
      `this is an older copy: its tree has ${treeHead?.size ?? 0} entries, ${what}, signed at ${one.signedAt}, has ${one.size}`,
    );
  const keptRoot = Buffer.from(one.rootHash, 'hex');
  if (treeHead.size === one.size) {
    if (!keptRoot.equals(root)) throw new Fault(`the tree was rewritten since ${what} was signed at ${one.signedAt}`);
    return;
  }
  if (head.consistency?.earlier !== one.size)
    throw new CannotTell(`the export proves nothing about ${what}: ask for it with since=${one.size}`);
  if (!isConsistent(one.size, keptRoot, treeHead.size, root, buffers(head.consistency.path)))
    throw new Fault(`the tree was rewritten since ${what} was signed at ${one.signedAt}`);
}

function verdict({ head, treeHead, count, proven, removed, removedOn, accountHead, kept, ownKeys }) {
  const lines = [
    head.selection
      ? `The ${count} selected entries are intact: account ${head.accountId}. That none is left out of a selection is not proved.`
      : `The log is intact: account ${head.accountId}, ${count} entries, to entry ${accountHead.sequence} as signed at ${accountHead.signedAt}.`,
    treeHead
      ? `${proven} of them are in the tree of ${treeHead.size} entries that was signed at ${treeHead.signedAt}${proven < count ? `; ${count - proven} are younger` : ''}.`
      : 'No tree was signed yet.',
  ];
  if (removed > 0)
    lines.push(
      `Of ${removed} entries the content was removed by policy on ${[...new Set(removedOn)].sort().join(', ')}; their hashes are in their places.`,
    );
  if (kept.length > 0) lines.push(`Nothing was changed before the ${kept.length === 1 ? 'head' : 'heads'} you kept.`);
  else lines.push('It was compared with no head that you kept: give one by --head, or an older copy cannot be told.');
  if (!ownKeys)
    lines.push(
      `The keys came with the export: see that ${[...new Set([treeHead?.keyId, accountHead.keyId])].filter(Boolean).join(' and ')} is published, or give the keys you kept by --keys.`,
    );
  return lines;
}

async function main(args) {
  const [kept, files] = [[], []];
  let ownKeys = null;
  for (let at = 0; at < args.length; at++) {
    const name = args[at];
    if (name === '--help') return [0, USAGE];
    if (name === '--head' || name === '--keys') {
      const file = args[++at];
      if (file === undefined) return [2, `${name} needs a file.\n\n${USAGE}`];
      if (name === '--head') kept.push(headIn(readJson(file, 'The head'), file));
      else ownKeys = readJson(file, 'The file of keys').keys;
    } else files.push(name);
  }
  if (files.length !== 1) return [2, USAGE];
  const [file] = files;
  if (file !== '-' && !fs.existsSync(file)) return [2, `There is no file ${file}.`];
  const lines = await check(file === '-' ? process.stdin : fs.createReadStream(file), kept, ownKeys);
  return [0, lines.join('\n')];
}

main(process.argv.slice(2)).then(
  ([code, text]) => {
    process.exitCode = code;
    process.stdout.write(`${text}\n`);
  },
  (error) => {
    process.exitCode = error instanceof Fault ? 1 : 2;
    const begins = error instanceof Fault ? 'NOT INTACT' : 'It cannot be told';
    process.stdout.write(`${begins}: ${error.message}.\n`);
  },
);
