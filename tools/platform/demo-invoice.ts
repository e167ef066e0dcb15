const LINES = [
  'COMMERCIAL INVOICE 4711',
  '',
  'Seller: Ningbo Home Products Co., Ltd., Ningbo, China',
  'Buyer: Pacific Home Goods Inc, Los Angeles, California',
  'Shipped by MAEU, port of unlading 2704',
  '',
  '100 CTN  Storage boxes of polypropylene, 3924.10  at USD 250.00',
  '',
  'Total FOB Ningbo: USD 25,000.00',
  'This invoice is made up for the demo of Portway.',
];
const [LEFT, TOP, LEADING, SIZE] = [72, 720, 18, 12];

/** The invoice of the demo. */
export const demoInvoice = (): Buffer => demoPdf(LINES);

/** A PDF file of one page with text that can be read and searched (ISO 32000-1). */
export const demoPdf = (lines: readonly string[]): Buffer => {
  const written = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const page = `BT /F1 ${SIZE} Tf ${LEADING} TL ${LEFT} ${TOP} Td\n${written}\nET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${page.length}>>\nstream\n${page}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const at = text.length;
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${at}\n%%EOF\n`,
    'latin1',
  );
};
