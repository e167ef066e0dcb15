import { type Acknowledgement, AcknowledgementReader, isAccepted } from './acknowledgement';
import type { OutSegment } from './interchange-writer';
import { ENVELOPE, interchangeOf, readInterchangeText } from './x12.fixture';

const read = (segments: OutSegment[], setId: '997' | '999' = '997'): Acknowledgement => {
  const { report, sets } = readInterchangeText(
    interchangeOf(segments, 'FA', setId, { ...ENVELOPE, groupVersion: '005010' }),
  );
  expect(report).toMatchObject({ accepted: true, groups: [{ status: 'A', sets: [{ status: 'A', faults: [] }] }] });
  const reader = new AcknowledgementReader();
  for (const segment of sets[0]!.segments) reader.push(segment);
  return reader.acknowledgement;
};

describe('An acknowledgement', () => {
  test('that accepts names the group and its sets', () => {
    const accepted = read([
      ['AK1', 'SO', 812],
      ['AK2', '350', '0001'],
      ['AK5', 'A'],
      ['AK9', 'A', 1, 1, 1],
    ]);
    expect(accepted).toEqual({
      functionalId: 'SO',
      control: '812',
      status: 'A',
      codes: [],
      sets: [{ setId: '350', control: '0001', status: 'A', codes: [], faults: [] }],
    });
    expect(isAccepted(accepted)).toBe(true);
    expect(
      isAccepted(
        read([
          ['AK1', 'SO', 812],
          ['AK9', 'A', 1, 1, 1],
        ]),
      ),
    ).toBe(true);
  });

  test('that rejects (997) names the segment, the element and the value at fault', () => {
    const rejected = read([
      ['AK1', 'SO', 812],
      ['AK2', '350', '0001'],
      ['AK3', 'X4', 4, 'X4', 8],
      ['AK4', '7:1', undefined, 7, 'ZZ'],
      ['AK3', 'K1', 9, undefined, 3],
      ['AK5', 'R', 5],
      ['AK9', 'R', 1, 1, 0, 5],
    ]);
    expect(rejected).toMatchObject({ status: 'R', codes: ['5'] });
    expect(rejected.sets).toEqual([
      {
        setId: '350',
        control: '0001',
        status: 'R',
        codes: ['5'],
        faults: [
          { segmentId: 'X4', position: 4, code: '8' },
          { segmentId: 'X4', position: 4, element: 7, code: '7', value: 'ZZ' },
          { segmentId: 'K1', position: 9, code: '3' },
        ],
      },
    ]);
    expect(isAccepted(rejected)).toBe(false);
  });

  test('of the newer form (999) says the same', () => {
    const rejected = read(
      [
        ['AK1', 'SO', 812, '006050'],
        ['AK2', '350', '0001'],
        ['IK3', 'X4', 4, 'X4', 8],
        ['CTX', 'SITUATIONAL'],
        ['IK4', '7', undefined, 7, 'ZZ'],
        ['IK5', 'R', 5],
        ['AK9', 'R', 1, 1, 0],
      ],
      '999',
    );
    expect(rejected).toMatchObject({
      control: '812',
      status: 'R',
      sets: [
        {
          setId: '350',
          status: 'R',
          faults: [
            { segmentId: 'X4', code: '8' },
            { element: 7, code: '7' },
          ],
        },
      ],
    });
  });

  test.each(['E', 'M', 'R', 'W', 'X'])('with a set of status %s did not accept as it was sent', (status) => {
    expect(
      isAccepted(
        read([
          ['AK1', 'SO', 812],
          ['AK2', '350', '0001'],
          ['AK5', status],
          ['AK9', 'A', 1, 1, 1],
        ]),
      ),
    ).toBe(false);
  });

  test('of a great many sets keeps a hundred of them, and twenty faults of each, those not accepted first', () => {
    const sets = Array.from({ length: 150 }, (_, n): OutSegment[] => [
      ['AK2', '350', String(n + 1).padStart(4, '0')],
      ...(n < 140 ? [] : Array.from({ length: 30 }, (): OutSegment => ['AK3', 'X4', 4, undefined, 8])),
      ['AK5', n < 140 ? 'A' : 'R'],
    ]);
    const kept = read([['AK1', 'SO', 812], ...sets.flat(), ['AK9', 'P', 150, 150, 140]]).sets;
    expect(kept).toHaveLength(100);
    expect(kept.filter(({ status }) => status === 'R').map(({ faults }) => faults.length)).toEqual(
      Array.from({ length: 10 }, () => 20),
    );
  });

  test('of an interchange of which enough is kept is told by its AK9 alone', () => {
    const room = { left: 2 };
    const [first, second] = [new AcknowledgementReader(room), new AcknowledgementReader(room)];
    for (const reader of [first, second]) {
      for (const elements of [
        ['AK1', 'SO', '812'],
        ['AK2', '350', '0001'],
        ['AK3', 'X4', '4', '', '8'],
        ['AK5', 'R', '5'],
        ['AK9', 'R', '1', '1', '0'],
      ])
        reader.push({ id: elements[0]!, elements, position: 1 });
    }
    expect(first.acknowledgement.sets).toMatchObject([{ status: 'R', faults: [{ segmentId: 'X4' }] }]);
    expect(second.acknowledgement).toMatchObject({ control: '812', status: 'R', sets: [] });
  });
});
