import { overlaps } from '#statement';
import { entryKeyOfPaper } from '../../apps/port/src/port-desk/decisions/decision.model';
import { isReleasedElectronically } from '../../apps/entry/src/paper-standing/paper-decision.rules';
import type { Country } from './country';

/** What must hold after every step; each gives back what breaks it. */
export const ALWAYS: Readonly<Record<string, (country: Country) => readonly string[]>> = {
  'what was accepted is stored: at the gateway, at the broker, in the module, or answered': ({
    gateway,
    manifest,
    entry,
  }) =>
    [...gateway.filings.values()]
      .filter((filing) => {
        const held = gateway.outbox.some(({ filingId }) => filingId === filing.id);
        const module = filing.module === 'manifest' ? manifest : entry;
        const row = gateway.departures.find(({ row: left }) => left.filingId === filing.id)?.row;
        return !(held || row !== undefined || filing.state !== 'accepted' || module.setAside.has(row ?? ''));
      })
      .map(({ id }) => `${id} is nowhere`),

  'a filing takes effect once and has one answer; a repeat or another content under its name takes none': ({
    gateway,
    sent,
  }) => [
    ...[...gateway.filings.values()]
      .filter(({ effects, answers }) => effects > 1 || answers > 1)
      .map(({ id, effects, answers }) => `${id}: ${effects} effects, ${answers} answers`),
    ...[...new Set(sent.map(({ name }) => name))]
      .filter((name) => sent.filter((s) => s.name === name && !['repeat', 'conflict'].includes(s.answer)).length !== 1)
      .map((name) => `${name} was accepted as more than one filing`),
  ],

  'no cargo is released both on paper and electronically': ({ releases, ports }) =>
    ports.register
      .filter(({ paper, state }) => paper.decision === 'release' && state !== 'void')
      .flatMap(({ paper, controlNumber }) => {
        const release = releases.releases.get(entryKeyOfPaper(paper)!);
        return release &&
          isReleasedElectronically(release) &&
          Date.parse(release.releasedAt!) >= Date.parse(paper.decidedAt)
          ? [`${release.key} by ${controlNumber} and electronically`]
          : [];
      }),

  'goods called back because their paper release was taken back are not released by the platform': ({ releases }) =>
    [...releases.releases.values()]
      .filter(
        ({ paperRelease, state }) => paperRelease?.takenBack && state !== 'release suspended' && state !== 'cancelled',
      )
      .map(({ key }) => key),

  'a release is told once until it is suspended': ({ releases }) =>
    [...releases.told].flatMap(([key, codes]) => {
      let open = false;
      return codes.flatMap((code) => {
        const twice = code === '98' && open;
        if (code === '98') open = true;
        if (code === '99') open = false;
        return twice ? [`${key} was told 98 twice`] : [];
      });
    }),

  'what an officer holds on paper is not released electronically while that stands': ({ releases }) =>
    [...releases.releases.values()]
      .filter(({ standing, state }) => standing !== null && standing.decision !== 'release' && state === 'released')
      .map(({ key, standing }) => `${key} is released against ${standing!.controlNumber}`),

  'nothing leaves through a gate that is not FLOWING but pilots and the replay': ({ gateway }) =>
    gateway.departures
      .filter(
        ({ gate, row }) =>
          gate.state === 'STOPPED' || (gate.state === 'TRIAL' && gate.phase === null && gate.pilotRow !== row.id),
      )
      .map(({ row, gate }) => `${row.filingId} left while ${gate.module} was ${gate.state}`),

  'the replay sends nothing that was received after it began': ({ gateway }) =>
    gateway.departures
      .filter(({ gate, row }) => gate.state === 'TRIAL' && BigInt(row.id) > BigInt(gate.replayUpTo ?? 0))
      .map(({ row }) => `${row.filingId} was replayed too early`),

  'bad filings, fewer than five in a row, never close a gate': ({ gateway }) =>
    gateway.closings
      .filter(({ alive, databaseReachable, failing }) => alive && databaseReachable && failing < 5)
      .map(({ module, health }) => `${module}: ${health.cause}`),

  'filings of one subject are handled in the order received': ({ handled }) => {
    const last = new Map<string, bigint>();
    return handled.flatMap((row) => {
      const before = last.get(row.subject) ?? 0n;
      last.set(row.subject, BigInt(row.id));
      return BigInt(row.id) < before ? [`${row.filingId} after a later one of ${row.subject}`] : [];
    });
  },

  'what is held has an age and was told what becomes of it': ({ gateway, at }) =>
    gateway.outbox.flatMap(({ filingId }) => {
      const filing = gateway.filings.get(filingId)!;
      return filing.receivedAt <= at && filing.told.length > 0 ? [] : [filingId];
    }),

  'downtimes of the same standing never overlap': ({ ports: { inForce } }) =>
    inForce.flatMap((a, i) =>
      inForce
        .slice(i + 1)
        .filter((b) => a.level === b.level && overlaps(a.confirmed, b.confirmed))
        .map((b) => `${a.number} and ${b.number}`),
    ),
};

/** What must hold when everything runs again and had its time. */
export const IN_THE_END: Readonly<Record<string, (country: Country) => readonly string[]>> = {
  'nothing is held any more and the gates flow': ({ gateway, isQuiet }) =>
    isQuiet
      ? []
      : [
          `${gateway.outbox.length} held, gates ${gateway.gates.map(({ module, state, phase, pilots }) => `${module} ${state} phase ${phase} pilots ${pilots.length}`).join(', ')}`,
        ],

  'every filing is answered, or set aside with an owner': ({ gateway, manifest, entry }) =>
    [...gateway.filings.values()]
      .filter(({ id, module, state }) => {
        const rows = gateway.departures.filter(({ row }) => row.filingId === id).map(({ row }) => row.id);
        return (
          state === 'accepted' && !rows.some((row) => (module === 'manifest' ? manifest : entry).setAside.has(row))
        );
      })
      .map(({ id }) => `${id} has no answer`),

  'a stop on paper that was taken back keeps no goods': ({ releases }) =>
    [...releases.releases.values()]
      .filter(({ standing, state, exam }) => standing === null && (exam === 'required' || state === 'exam'))
      .map(({ key, state }) => `${key} is at ${state}`),

  'paper decisions have reached the entry module': ({ ports, releases }) =>
    ports.papers
      .filter(
        ({ decisionId }) =>
          releases.papers.get(decisionId)?.voided !==
          ports.papers.findLast((last) => last.decisionId === decisionId)!.voided,
      )
      .map(({ controlNumber }) => controlNumber),
};
