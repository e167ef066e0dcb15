import { type Static, Type } from '@sinclair/typebox';
import type { CargoReleaseFiled } from '#contracts';
import { Choice, Closed, Code, Text } from '../../edge/json-schema';

const SecurityPartySchema = Closed({
  role: Code(
    '[A-Z0-9]{2,3}',
    'MF manufacturer, SE seller, BY buyer, ST ship-to, LG stuffing location, CS consolidator, CN consignee, BKP booking party',
  ),
  name: Type.Optional(Text(35, 'Name')),
  idType: Type.Optional(Text(3, 'EI, ANI, 34 or CIN of a consignee, FR of a ship-to')),
  id: Type.Optional(Text(20, 'Identifier')),
  secondaryNames: Type.Optional(
    Type.Array(Closed({ code: Text(3, 'ALA, DH, DV, NU, NV or XD'), name: Text(35, 'Secondary name') }), {
      maxItems: 1,
    }),
  ),
  addresses: Type.Optional(
    Type.Array(Closed({ qualifier: Text(2, 'What the part is, such as 15'), text: Text(35, 'The part') }), {
      maxItems: 6,
    }),
  ),
  city: Type.Optional(Text(35, 'City')),
  state: Type.Optional(Text(3, 'State or province')),
  postalCode: Type.Optional(Text(15, 'Postal code')),
  country: Type.Optional(Code('[A-Z]{2}', 'ISO 3166 country')),
});

/** An Importer Security Filing that comes with the release, with the names of the records SF10 to SF36. */
export const SecurityFilingSchema = Closed(
  {
    action: Choice('add', 'replace', 'delete'),
    submissionType: Type.Optional(Text(1, '1, ten elements')),
    shipmentType: Type.Optional(
      Code(
        '\\d{2}',
        '01 standard, 02 to order, 04 military, 07 US goods returned, 09 mail, 10 outer continental shelf',
      ),
    ),
    actionReason: Type.Optional(Text(2, 'CT, complete transaction')),
    importer: Closed({ type: Type.Optional(Text(3, 'EI, 34 or ANI')), number: Text(15, 'Importer of record') }),
    modeOfTransport: Type.Optional(Code('\\d{2}', '10 or 11')),
    transactionNumber: Type.Optional(Text(15, 'Of the filing that is replaced or deleted, `B76-00003245278`')),
    carrierScac: Type.Optional(Code('[A-Z]{2,4}', 'SCAC of the vessel operator')),
    references: Type.Optional(
      Type.Array(Closed({ qualifier: Text(3, 'SBN, V1 or CR'), value: Text(50, 'Reference') }), { maxItems: 999 }),
    ),
    containers: Type.Optional(
      Type.Array(
        Closed({
          description: Type.Optional(Text(2, 'Equipment description code')),
          initial: Type.Optional(Text(4, 'Letters before the serial number')),
          number: Type.Optional(Text(15, 'Serial number')),
          checkDigit: Type.Optional(Text(1, 'Check digit')),
          sizeType: Type.Optional(Text(4, 'Size and type code')),
        }),
        { maxItems: 999 },
      ),
    ),
    parties: Type.Optional(Type.Array(SecurityPartySchema, { maxItems: 999 })),
  },
  { description: 'Importer Security Filing of ten elements that comes with the release' },
);

const ACTION = { add: 'A', replace: 'R', delete: 'D' } as const;

export const securityFilingFromJson = (
  body: Static<typeof SecurityFilingSchema> | undefined,
): Pick<CargoReleaseFiled, 'securityFiling'> =>
  body === undefined
    ? {}
    : {
        securityFiling: {
          submissionType: body.submissionType ?? '1',
          shipmentType: body.shipmentType ?? null,
          action: ACTION[body.action],
          actionReason: body.actionReason ?? (body.action === 'delete' ? null : 'CT'),
          importer: { type: body.importer.type ?? null, number: body.importer.number },
          modeOfTransport: body.modeOfTransport ?? null,
          transactionNumber: body.transactionNumber ?? null,
          carrierScac: body.carrierScac ?? null,
          references: (body.references ?? []).map((reference) => ({ ...reference, recordIndex: null })),
          equipment: (body.containers ?? []).map((each) => ({
            description: each.description ?? null,
            initial: each.initial ?? null,
            number: each.number ?? null,
            checkDigit: each.checkDigit ?? null,
            sizeType: each.sizeType ?? null,
            recordIndex: null,
          })),
          parties: (body.parties ?? []).map((party) => ({
            entityCode: party.role,
            name: party.name ?? null,
            idType: party.idType ?? null,
            id: party.id ?? null,
            secondaryNames: (party.secondaryNames ?? []).map((each) => ({ ...each, recordIndex: null })),
            addresses: (party.addresses ?? []).map((each) => ({ ...each, recordIndex: null })),
            city: party.city ?? null,
            state: party.state ?? null,
            postalCode: party.postalCode ?? null,
            country: party.country ?? null,
            areaRecordIndex: null,
            recordIndex: null,
          })),
          recordIndex: null,
        },
      };
