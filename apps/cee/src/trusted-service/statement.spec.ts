import { broughtBy, type PlaceCounted } from './statement.rules';

const place = (changes: Partial<PlaceCounted>): PlaceCounted => ({
  ...{ port: '2704', mode: '11', entries: 400, exams: 4, avoided: 8, hours: 10, expectedExams: 12 },
  ...{ peerExams: 20, peerHours: 60, peerEntries: 10_000, peerSelected: 250, ...changes },
});

test('hours saved are exams that were spared, at the length that exams of peers took at the same port and mode', () => {
  expect(broughtBy([place({}), place({ port: '4601', avoided: 2, peerExams: 4, peerHours: 4 })])).toMatchObject({
    ...{ entries: 800, exams: 8, examsAvoided: 10, examRate: 100, examRateForEverybody: 300, hoursInExams: 20 },
    ...{
      hoursSaved: 26,
      places: [
        { hoursOfPeerExam: 3, hoursSaved: 24 },
        { hoursOfPeerExam: 1, hoursSaved: 2 },
      ],
    },
  });
});

test('where no peer was examined, the length of exams elsewhere is taken', () => {
  const { places, hoursSaved } = broughtBy([place({}), place({ mode: '41', avoided: 1, peerExams: 0, peerHours: 0 })]);
  expect(places[1]).toMatchObject({ hoursOfPeerExam: 3, hoursSaved: 3 });
  expect(hoursSaved).toBe(27);
});

test('where nobody knows how long an exam takes, no hours are made up', () => {
  const unknown = { peerExams: 0, peerHours: 0 };
  expect(broughtBy([place(unknown)])).toMatchObject({ examsAvoided: 8, hoursSaved: null });
  expect(broughtBy([place({ ...unknown, avoided: 0 })])).toMatchObject({ examsAvoided: 0, hoursSaved: 0 });
  expect(broughtBy([])).toMatchObject({ entries: 0, examRate: null, examRateForEverybody: null, hoursSaved: 0 });
});

test('the rate of peers is what was observed of them at the same ports and modes, weighed by the entries of the account', () => {
  const statement = broughtBy([
    place({ entries: 300 }),
    place({ port: '4601', entries: 100, peerEntries: 1_000, peerSelected: 65 }),
  ]);
  expect(statement).toMatchObject({
    ...{ examRateOfPeers: 350, entriesWithoutPeers: 0, examRate: 200 },
    places: [{ examRateOfPeers: 250 }, { examRateOfPeers: 650 }],
  });
});

test('where no entry of a peer is known, nothing is claimed of peers, and how many entries that concerns is said', () => {
  const unknown = { peerEntries: 0, peerSelected: 0 };
  expect(broughtBy([place({ entries: 300 }), place({ entries: 100, ...unknown })])).toMatchObject({
    ...{ examRateOfPeers: 250, entriesWithoutPeers: 100, places: [{}, { examRateOfPeers: null }] },
  });
  expect(broughtBy([place(unknown)])).toMatchObject({ examRateOfPeers: null, entriesWithoutPeers: 400 });
});
