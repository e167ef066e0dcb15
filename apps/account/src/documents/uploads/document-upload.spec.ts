import { documentUploadStates } from './document-upload.states';
import { announcedBy, bytesOf, checksumOf } from './upload-headers.rules';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('the life of an upload is a sound table', () => {
  expect(documentUploadStates.faults()).toEqual([]);
});

describe('What is said of an upload', () => {
  test('is its length, its name, its media type and the records it belongs to, by the names of the protocol and of browsers', () => {
    const subjects = `subjects ${base64('entry:B76-03245278,case:FP-17')}`;
    expect(
      announcedBy({
        'upload-length': '17',
        'upload-metadata': `filename ${base64('Rechnung Käse.pdf')}, filetype ${base64('application/pdf')},${subjects},is_confidential`,
      }),
    ).toEqual({
      announced: {
        length: 17,
        name: 'Rechnung Käse.pdf',
        declared: 'application/pdf',
        subjects: ['entry:B76-03245278', 'case:FP-17'],
      },
    });
    expect(
      announcedBy({
        'upload-length': '1',
        'upload-metadata': `name ${base64('a.png')},type ${base64('application/octet-stream')}`,
      }),
    ).toEqual({ announced: { length: 1, name: 'a.png', declared: null, subjects: [] } });
  });

  test('is refused by the header that is wrong', () => {
    const named = `filename ${base64('a.png')}`;
    const wrong: [Record<string, string>, string][] = [
      [{ 'upload-metadata': named }, '/Upload-Length'],
      [{ 'upload-length': '0', 'upload-metadata': named }, '/Upload-Length'],
      [{ 'upload-length': '-1', 'upload-metadata': named }, '/Upload-Length'],
      [{ 'upload-length': '1e3', 'upload-metadata': named }, '/Upload-Length'],
      [{ 'upload-defer-length': '1', 'upload-metadata': named }, '/Upload-Defer-Length'],
      [{ 'upload-length': '1' }, '/Upload-Metadata'],
      [{ 'upload-length': '1', 'upload-metadata': 'filename ///' }, '/Upload-Metadata'],
      [{ 'upload-length': '1', 'upload-metadata': `filename ${base64('../a.png')}` }, '/Upload-Metadata'],
      [{ 'upload-length': '1', 'upload-metadata': 'filename a b' }, '/Upload-Metadata'],
      [{ 'upload-length': '1', 'upload-metadata': 'filename /w==' }, '/Upload-Metadata'],
      [{ 'upload-length': '1', 'upload-metadata': `${named},subjects ${base64('entry:1')}` }, '/Upload-Metadata'],
    ];
    for (const [headers, at] of wrong)
      expect([headers, announcedBy(headers)]).toEqual([
        headers,
        { errors: expect.arrayContaining([expect.objectContaining({ at })]) },
      ]);
  });

  test('a checksum is SHA-1 or SHA-256 in base64', () => {
    expect(checksumOf(undefined)).toBeNull();
    expect(checksumOf('md5 Kq5sNclPz7QV2+lfQIuc6R7oRu0=')).toBe('wrong');
    expect(checksumOf('sha1')).toBe('wrong');
    expect(checksumOf('sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=')).toMatchObject({ expected: expect.any(Buffer) });
    expect([bytesOf('0'), bytesOf('17'), bytesOf('017'), bytesOf(''), bytesOf(undefined)]).toEqual([
      0,
      17,
      null,
      null,
      null,
    ]);
  });
});
