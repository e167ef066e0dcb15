import { type Static, Type } from '@sinclair/typebox';
import type { Party } from '#contracts';
import { Closed, Code, Text } from '../../edge/json-schema';

export const PartySchema = Closed({
  role: Code('[A-Z0-9]{2,3}', 'Entity code: MF manufacturer, SE seller, BY buyer, CN consignee, ST ship-to, …'),
  name: Type.Optional(Text(120, 'Name')),
  idType: Type.Optional(Text(3, 'Kind of identifier, such as EI')),
  id: Type.Optional(Text(35, 'Identifier')),
  addressLines: Type.Optional(Type.Array(Text(80, 'Line of the address'), { maxItems: 6 })),
  city: Type.Optional(Text(35, 'City')),
  state: Type.Optional(Text(3, 'State or province')),
  postalCode: Type.Optional(Text(15, 'Postal code')),
  country: Type.Optional(Code('[A-Z]{2}', 'ISO 3166 country')),
});

/** A party of a cargo release: its address may say what each part is, and it may have Global Business Identifiers (SE31, SE35, SE51, SE55). */
export const ReleasePartySchema = Closed({
  ...PartySchema.properties,
  addresses: Type.Optional(
    Type.Array(
      Closed({
        qualifier: Text(2, 'What the part is: 01 street number, 02 street name, 15 unstructured, …'),
        text: Text(35, 'The part'),
      }),
      { maxItems: 6, description: 'The address by its parts; it stands for `addressLines`' },
    ),
  ),
  businessIdentifiers: Type.Optional(
    Type.Array(Closed({ qualifier: Text(4, 'LEI, GLN or DUNS'), id: Text(20, 'Identifier') }), {
      maxItems: 3,
      description: 'Global Business Identifiers',
    }),
  ),
});

export const releasePartyOf = ({
  addresses,
  businessIdentifiers,
  ...party
}: Static<typeof ReleasePartySchema>): Party => ({
  ...partyOf(party),
  ...(addresses && {
    addressLines: addresses.map(({ text }) => text),
    addresses: addresses.map((part) => ({ ...part, recordIndex: null })),
  }),
  ...(businessIdentifiers && {
    businessIdentifiers: businessIdentifiers.map((each) => ({ ...each, recordIndex: null })),
  }),
});

export const partyOf = (party: Static<typeof PartySchema>): Party => ({
  entityCode: party.role,
  name: party.name ?? null,
  idType: party.idType ?? null,
  id: party.id ?? null,
  addressLines: party.addressLines ?? [],
  city: party.city ?? null,
  state: party.state ?? null,
  postalCode: party.postalCode ?? null,
  country: party.country ?? null,
  recordIndex: null,
});
