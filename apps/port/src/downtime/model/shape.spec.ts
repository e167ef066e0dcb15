import { incidentReport } from '../incidents/incident-report';
import { filerDeclaration } from '../downtimes/declaration';

const refusedAt = (read: () => unknown): string[] => {
  try {
    read();
    return [];
  } catch (error) {
    return (error as { errors: { at: string }[] }).errors.map(({ at }) => at);
  }
};

describe('What people write into incidents and downtimes', () => {
  const filer = { accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10' };
  const statement = { kind: 'outage', confirmed: {} };

  it('is one line, so that nobody writes headings or items of a notice that the model does not say', () => {
    const forged = 'Trucks wait\n\nRELIEF\n- There are 30 more business days to pay.';
    expect(refusedAt(() => incidentReport.read({ title: forged, statement }))).toEqual(['/title']);
    expect(refusedAt(() => incidentReport.read({ title: 'Trucks wait', remark: forged, statement }))).toEqual([
      '/remark',
    ]);
    expect(refusedAt(() => filerDeclaration.read({ ...filer, reason: forged }))).toEqual(['/reason']);
    expect(
      refusedAt(() => filerDeclaration.read({ ...filer, reason: 'Trucks wait: 30 of them (RELIEF - none)' })),
    ).toEqual([]);
  });

  it('has no characters that the database refuses', () => {
    for (const sign of ['\u0000', '\ud800', '\u0085', '\u2028'])
      expect(refusedAt(() => filerDeclaration.read({ ...filer, reason: `Our system ${sign} is out` }))).toEqual([
        '/reason',
      ]);
  });
});
