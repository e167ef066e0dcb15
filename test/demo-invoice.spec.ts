import { checkedDocument } from '../apps/account/src/documents/checks/document-check.rules';
import { demoInvoice } from '../tools/platform/demo-invoice';

test('the invoice of the demo is a PDF that is taken, with text that can be read', () => {
  const content = demoInvoice();
  const limits = { documentBytes: 100_000, bytes: 100_000, ratio: 200, parts: 100 };
  expect(checkedDocument({ content, name: 'invoice-4711.pdf', declared: 'application/pdf' }, limits)).toMatchObject({
    ok: true,
    value: { kind: 'PDF' },
  });
  expect(content.toString('latin1')).toMatch(/COMMERCIAL INVOICE 4711[\s\S]*USD 25,000\.00/);
});
