/** What happened at a port in a mode of transport. */
export interface PlaceCounted {
  readonly port: string;
  readonly mode: string;
  readonly entries: number;
  readonly exams: number;
  /** Exams that the same draw would have brought an untrusted importer. */
  readonly avoided: number;
  /** That the account's exams took. */
  readonly hours: number;
  /** Exams at the rate for everybody. */
  readonly expectedExams: number;
  /** Exams of untrusted importers there that are over, and what they took. */
  readonly peerExams: number;
  readonly peerHours: number;
  /** Entries of untrusted importers there, in the same months, and how many of them were selected for exam; 0 where none are known. */
  readonly peerEntries: number;
  readonly peerSelected: number;
}

export interface PlaceBrought extends Omit<PlaceCounted, 'peerHours'> {
  /** Of an exam of untrusted importers: there, or everywhere where there was none; null where none is known. */
  readonly hoursOfPeerExam: number | null;
  /** Null where nobody knows how long an exam takes. */
  readonly hoursSaved: number | null;
  /** Exams in 10,000 entries of untrusted importers there, as observed; null where none of their entries is known. */
  readonly examRateOfPeers: number | null;
}

export interface Brought {
  readonly entries: number;
  readonly exams: number;
  readonly examsAvoided: number;
  /** Exams in 10,000 entries: of the account, and by the rules for everybody; null without entries. */
  readonly examRate: number | null;
  readonly examRateForEverybody: number | null;
  /** As observed of untrusted importers, at the account's own mix of ports and modes; null where peers are known nowhere. */
  readonly examRateOfPeers: number | null;
  /** Entries at ports and in modes in which no entry of a peer is known: they are not in the rate of peers. */
  readonly entriesWithoutPeers: number;
  readonly hoursInExams: number;
  readonly hoursSaved: number | null;
  readonly places: PlaceBrought[];
}

const round = (value: number): number => Math.round(value * 10) / 10;
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

/** What standing brought: exams that the draw spared, at the length that exams of untrusted peers at the same port and mode took. */
export const broughtBy = (places: readonly PlaceCounted[]): Brought => {
  const peerExams = sum(places, (place) => place.peerExams);
  const everywhere = peerExams > 0 ? sum(places, ({ peerHours }) => peerHours) / peerExams : null;
  const all = places.map(({ peerHours, ...place }): PlaceBrought => {
    const each = place.peerExams > 0 ? peerHours / place.peerExams : everywhere;
    return {
      ...place,
      ...{ hours: round(place.hours), expectedExams: round(place.expectedExams) },
      hoursOfPeerExam: each === null ? null : round(each),
      hoursSaved: place.avoided === 0 ? 0 : each === null ? null : round(place.avoided * each),
      examRateOfPeers: place.peerEntries === 0 ? null : Math.round((place.peerSelected * 10_000) / place.peerEntries),
    };
  });
  const entries = sum(all, (place) => place.entries);
  const compared = places.filter(({ peerEntries }) => peerEntries > 0);
  const comparedEntries = sum(compared, (place) => place.entries);
  const asPeers = sum(compared, (place) => (place.entries * place.peerSelected) / place.peerEntries);
  const rate = (exams: number): number | null => (entries === 0 ? null : Math.round((exams * 10_000) / entries));
  return {
    entries,
    exams: sum(all, ({ exams }) => exams),
    examsAvoided: sum(all, ({ avoided }) => avoided),
    examRate: rate(sum(all, ({ exams }) => exams)),
    examRateForEverybody: rate(sum(places, ({ expectedExams }) => expectedExams)),
    examRateOfPeers: comparedEntries === 0 ? null : Math.round((asPeers * 10_000) / comparedEntries),
    entriesWithoutPeers: entries - comparedEntries,
    hoursInExams: round(sum(all, ({ hours }) => hours)),
    hoursSaved: all.some(({ hoursSaved }) => hoursSaved === null) ? null : round(sum(all, (one) => one.hoursSaved!)),
    places: all,
  };
};
