import { documentStates } from './document.states';
import { isDocumentSubject, LINKED_RECORDS } from './document-subject.rules';
import { deletionFault, retainedUntil } from './retention.rules';

const received = new Date('2024-02-29T10:00:00Z');

test('a document is kept for years from its last link, and from its arrival where nothing is linked', () => {
  expect(retainedUntil(received, [], 5)).toEqual(new Date('2029-03-01T10:00:00Z'));
  expect(retainedUntil(received, [new Date('2026-01-02T00:00:00Z'), new Date('2025-01-02T00:00:00Z')], 5)).toEqual(
    new Date('2031-01-02T00:00:00Z'),
  );
});

test('its content is deleted only after its retention and never under a legal hold', () => {
  const document = { state: 'kept', retainUntil: new Date('2031-01-02T00:00:00Z'), holds: [] };
  const after = new Date('2031-01-02T00:00:00Z');
  expect(deletionFault(document, new Date('2031-01-01T23:59:59Z'))).toBe('The document is kept until 2031-01-02.');
  expect(deletionFault(document, after)).toBeNull();
  expect(deletionFault({ ...document, holds: [{ reason: 'case 17' }] }, after)).toBe(
    'A legal hold is on the document: case 17',
  );
  expect(deletionFault({ ...document, state: 'being checked' }, after)).toBe('The document is being checked.');
});

test('the life of a document is a sound table', () => {
  expect(documentStates.faults()).toEqual([]);
});

test('a document is linked to a record by its subject, and to nothing else', () => {
  expect(LINKED_RECORDS.filter(({ example }) => !isDocumentSubject(example))).toEqual([]);
  for (const odd of ['', 'entry:', 'entry:B76-3245278', 'account:1', 'filing:x', 'request:DR1', ' bill:MAEU1'])
    expect([odd, isDocumentSubject(odd)]).toEqual([odd, false]);
});
