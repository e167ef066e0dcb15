import type { NoticeContent } from '#contracts';
import { noticeContent } from '../model/notice';
import { NOTICES_OF_RECORD } from '../notices-of-record.fixture';
import { DRILL_MARK, noticeText } from './notice-text.rules';

/** Every way to leave out one thing that is stated: a value becomes unknown, a list loses an item. */
function* withoutOneFact(value: unknown, path = ''): Generator<{ path: string; value: unknown }> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield { path: `${path}/${i}`, value: value.toSpliced(i, 1) };
      for (const less of withoutOneFact(item, `${path}/${i}`))
        yield { path: less.path, value: value.with(i, less.value) };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (inner === null || (Array.isArray(inner) && inner.length === 0)) continue;
      yield { path: `${path}/${key}`, value: Object.fromEntries(Object.entries(value).filter(([k]) => k !== key)) };
      for (const less of withoutOneFact(inner, `${path}/${key}`))
        yield { path: less.path, value: { ...value, [key]: less.value } };
    }
  }
}

const readable = (given: unknown): NoticeContent | null => {
  try {
    return noticeContent(given);
  } catch {
    return null;
  }
};

describe('Notices that were really sent', () => {
  it('are 29, and no two of them read alike', () => {
    const texts = NOTICES_OF_RECORD.map(({ content, number }) => noticeText(noticeContent(content), number, false));
    expect(new Set(texts).size).toBe(29);
  });

  it.each(
    NOTICES_OF_RECORD.map((record) => [record.number ?? (record.content as { title: string }).title, record] as const),
  )('%s is stated in the model, and its text tells every fact of it', (_, { number, content, says }) => {
    const text = noticeText(noticeContent(content), number, false);
    for (const fact of says) expect(text.toLowerCase()).toContain(fact.toLowerCase());
    if (number) expect(text).toContain(`Notice ${number}`);
  });

  it.each(
    NOTICES_OF_RECORD.map((record) => [record.number ?? (record.content as { title: string }).title, record] as const),
  )('%s: nothing can be taken out of the statement without the text saying less', (_, { content }) => {
    const read = JSON.stringify(noticeContent(content));
    const whole = noticeText(noticeContent(content), null, false);
    for (const { path, value } of withoutOneFact(content)) {
      const less = readable(value);
      if (less && JSON.stringify(less) !== read)
        expect([path, noticeText(less, null, false)]).not.toEqual([path, whole]);
    }
  });

  it('need no remark: all of substance is in fields of the model, and what is free is a title or a name of at most some words', () => {
    const free = (value: unknown, key = ''): [string, string][] =>
      typeof value === 'string'
        ? [[key, value]]
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([k, v]) => free(v, Array.isArray(value) ? key : k))
          : [];
    const FREE_FIELDS = new Set([
      'title',
      'name',
      'brings',
      'text',
      'code',
      'codes',
      'messages',
      'message',
      'cancelWith',
      'sendAgainAs',
      'record',
      'values',
      'refusedForDataOf',
      'gotNo',
      'agency',
      'programme',
      'edit',
      'sets',
      'forms',
    ]);
    for (const { content } of NOTICES_OF_RECORD) {
      expect(noticeContent(content).incident).toBeNull();
      for (const [key, text] of free((content as { statement: object }).statement))
        if (FREE_FIELDS.has(key)) expect(text.split(' ').length).toBeLessThanOrEqual(4);
    }
  });
});

describe('The text of a notice', () => {
  const told = (more: object, statement: object = {}): string =>
    noticeText(
      noticeContent({
        title: 'Cargo release: not processing',
        published: '2026-11-28T00:05:00Z',
        ...more,
        statement: {
          kind: 'outage',
          confirmed: { modules: ['entry'], ports: ['2304', '2402'] },
          windows: [{ from: '2026-11-28T00:00:00Z' }],
          instructions: [
            {
              functions: ['cargo release', 'entry summary'],
              becomes: 'held and processed after',
              acts: [{ do: 'do not resend' }],
            },
          ],
          ...statement,
        },
      }),
      '26-000001',
      false,
    );

  it('is in sentences, says the instruction once, and each time once with UTC beside it', () => {
    const text = told({});
    expect(text).toContain(
      'What happens to your filings\n- Cargo releases and entry summaries are accepted and kept, and processed afterwards; do not resend them.\n',
    );
    expect(text.match(/resend|send again/g)).toHaveLength(1);
    expect(text).toContain('Published: 27 November 2026 19:05 ET (00:05 UTC next day)');
    expect(text).toContain('From 27 November 2026 19:00 ET (00:00 UTC next day), end not known yet.');
    expect(text).toContain('Functions: Cargo release and entry summary');
    expect(text).not.toMatch(/^[A-Z ]{4,}$/m);
    expect(told({}, { confirmed: { modules: ['entry'], ports: ['2304'] } })).toContain(
      '27 November 2026 18:00 CT (00:00 UTC next day)',
    );
  });

  it('tells where it is so apart from where it is declared', () => {
    const text = told({ everywhere: { declaredBy: 'port director' } }, { possible: { modules: ['entry'] } });
    expect(text).toContain('- Ports: all; declared for Laredo and El Paso by their port director');
    expect(text).not.toContain('May spread to');
    expect(
      told({ everywhere: { declaredBy: 'port director' } }, { confirmed: { modules: ['entry'], ports: ['2304'] } }),
    ).toContain('declared for Laredo by its port director');
    expect(told({ everywhere: { declaredBy: 'headquarters' } })).toContain(
      'declared for Laredo and El Paso by headquarters',
    );
  });

  it('says who declared a downtime and nothing of why, and names no module by its software', () => {
    const downtime = {
      number: 'DT-26-000001',
      change: 'invoked',
      level: 'national',
      from: '2026-11-28T00:00:00Z',
      gateOrders: [
        { module: 'entry', direction: 'inbound' },
        { module: 'entry', direction: 'outbound' },
      ],
    };
    const text = told({ downtime });
    expect(text).toContain('- Headquarters declared it.\n');
    expect(text).toContain('- Cargo release and entry summary: answers are kept, in order, until it ends.');
    expect(told({ downtime: { ...downtime, to: '2026-11-28T02:00:00Z', change: 'revoked' } })).toContain(
      'Cargo release and entry summary: filings are processed again, the oldest first.',
    );
    expect(text).not.toMatch(/\bentry:|inbound|outbound/);
    expect(() => told({ downtime: { ...downtime, reason: 'database fault' } })).toThrow('unknown');
  });

  it('says at its begin and at its end that it is a drill', () => {
    const text = noticeText(noticeContent(NOTICES_OF_RECORD[0]!.content), 'DRILL-26-000001', true);
    expect(text.startsWith(DRILL_MARK)).toBe(true);
    expect(text.trimEnd().endsWith(DRILL_MARK)).toBe(true);
  });

  it('is refused where a field is not known to the model, naming it', () => {
    expect(() =>
      noticeContent({ title: 'x', statement: { kind: 'outage', confirmed: {}, workAround: 'call us' } }),
    ).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ at: '/statement/workAround' })] }));
  });
});
