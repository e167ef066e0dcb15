import {
  accountSubject,
  billSubject,
  conveyanceSubject,
  downtimeSubject,
  entrySubject,
  entrySubjectOf,
  filingSubject,
  importerSubject,
  noticeSubject,
  personSubject,
  powersSubject,
} from '#contracts';

/** They stand in databases: a backlog that was written by an earlier release goes on in the same order. */
test('subjects are written as they always were', () => {
  expect([
    accountSubject('0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10'),
    billSubject('MAEU260000101'),
    conveyanceSubject({ scac: 'MAEU', voyage: '0417W' }),
    downtimeSubject('4c7a4f0e-2d31-4d1c-9a5c-1d2e3f405161'),
    entrySubject({ filerCode: 'B76', entryNumber: '03245278' }),
    filingSubject('6f1d2c64-55a3-4f8e-9c3e-0a7f8f0d1a01'),
    importerSubject('12-3456789', 'a key'),
    noticeSubject('000000017'),
    personSubject('8c1f0e52-6a4e-4c57-9d0b-3f1f0f2a7b11'),
    powersSubject('3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d201'),
  ]).toEqual([
    'account:0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
    'bill:MAEU260000101',
    'conveyance:MAEU-0417W',
    'downtime:4c7a4f0e-2d31-4d1c-9a5c-1d2e3f405161',
    'entry:B76-03245278',
    'filing:6f1d2c64-55a3-4f8e-9c3e-0a7f8f0d1a01',
    'importer:06735f2972268630fb0c9b7c23e5ef46',
    'notice:000000017',
    'person:8c1f0e52-6a4e-4c57-9d0b-3f1f0f2a7b11',
    'powers-of-attorney:3d0f6b1c-9a43-4f0e-8a77-51c0f3b1d201',
  ]);
});

test('an entry number as people write it is the same entry as its filer code and number', () => {
  expect(entrySubjectOf('B76-0324527-8')).toBe(entrySubject({ filerCode: 'B76', entryNumber: '03245278' }));
});
