import { Static, Type } from '@sinclair/typebox';
import { CarriedRecord, Cents, CustomsDate, DecimalText, Dollars, Index, Nullable } from '../shapes';
import { CertifiedParty } from './summary-header';
import { PrivilegedForeign, ZoneOfLine } from './zone-and-warehouse';

/**
 * What a line of an entry summary says beside its typed members (Entry Summary Create/Update, July 2026, pp. ESF-65..126), by the names of the guide
 * and as sent; each is left out where it is not used.
 */
const Given = Type.Optional(Type.String());

/** Record 43: a ruling, or a decision before the goods came. */
export const SummaryRuling = Type.Object({
  rulingTypeCode: Nullable(Type.String()),
  rulingNumber: Nullable(Type.String()),
  recordIndex: Index,
});

/** Record 42 with its ruling and description. */
export const SummaryInvoice = Type.Object({
  supplierIdCode: Nullable(Type.String()),
  invoiceNumber: Nullable(Type.String()),
  /** Lines of the invoice, up to four ranges. */
  ranges: Type.Array(
    Type.Object({
      begin: Nullable(Type.Integer({ minimum: 0 })),
      end: Nullable(Type.Integer({ minimum: 0 })),
      item: Type.Integer({ minimum: 1 }),
    }),
  ),
  ruling: Type.Optional(SummaryRuling),
  description: Given,
  recordIndex: Index,
});

/** Record 47: M manufacturer, S sold to, C delivered to, E foreign exporter, … */
export const ArticleParty = Type.Object({
  articlePartyTypeCode: Type.String(),
  articlePartyIdentifier: Type.String(),
  recordIndex: Index,
});

/** Record 53: a case of antidumping (A) or countervailing (C) duty, with what is deposited or bonded for it. */
export const AdCvdCase = Type.Object({
  caseNumber: Type.String(),
  /** B bond, C cash. */
  bondCashClaimCode: Type.String(),
  /** Per cent where the qualifier is A, dollars for a unit where it is S; null where it is not readable. */
  caseDepositRate: Nullable(DecimalText),
  caseRateTypeQualifierCode: Type.String(),
  valueOfGoodsAmount: Nullable(Dollars),
  /** Four decimals. */
  quantity: Nullable(DecimalText),
  dutyCents: Nullable(Cents),
  nonReimbursementDeclarationIdentifier: Nullable(Type.String()),
  recordIndex: Index,
});
export type AdCvdCase = Static<typeof AdCvdCase>;

/** Record 54: a declaration of the importer as its type says (02 steel exclusion, 07 aluminum smelt and cast, 08 steel melt and pour, …), columns 5 to 80 as they are laid out for it. */
export const AdditionalDeclaration = Type.Object({
  declarationTypeCode: Type.String(),
  declarationInformation: Type.String(),
  recordIndex: Index,
});

/** Records 60 and 61: an amount under an accounting class. */
export const DeclaredRevenue = Type.Object({ classCode: Type.String(), cents: Nullable(Cents), recordIndex: Index });
export type DeclaredRevenue = Static<typeof DeclaredRevenue>;

/** One of up to seven pairs of CW02: a warning of the census, and why it is overridden. */
export const CensusOverride = Type.Object({
  conditionCode: Type.String(),
  overrideCode: Nullable(Type.String()),
  item: Type.Integer({ minimum: 1 }),
  recordIndex: Index,
});

/** SE62 with its SE63 records. */
export const SanctionDetail = Type.Object({
  recordId: Nullable(Type.String()),
  recordType: Nullable(Type.String()),
  fieldName: Nullable(Type.String()),
  fieldValues: Type.Array(Type.String()),
  recordIndex: Index,
});

/** Members of a tariff number that an ordinary one leaves out. */
export const SUMMARY_TARIFF_FIELDS = {
  sanctionDisclaimIndicator: Given,
  privilegedForeign: Type.Optional(PrivilegedForeign),
  /** Data of partner agencies for this number, record by record: OI, PG01 to PG60. */
  agencyRecords: Type.Optional(Type.Array(CarriedRecord)),
};

/** Members of a line that an ordinary one leaves out. */
export const SUMMARY_LINE_FIELDS = {
  /** X: the line is a set and has its value and duty; V: an article of it. */
  articleSetIndicator: Given,
  textileExportationDate: Type.Optional(CustomsDate),
  foreignPortOfLadingCode: Given,
  categoryCode: Given,
  productClaimCode: Given,
  relatedPartyIndicator: Given,
  naftaNetCostIndicator: Given,
  feeExemptionCode: Given,
  adCaseNonReimbursementStatement: Given,
  /** Record 41. */
  zone: Type.Optional(ZoneOfLine),
  invoices: Type.Optional(Type.Array(SummaryInvoice)),
  /** Record 43 of a line without electronic invoice. */
  ruling: Type.Optional(SummaryRuling),
  /** Where the first 44 of the line stood. */
  descriptionRecordIndex: Type.Optional(Index),
  articleParties: Type.Optional(Type.Array(ArticleParty)),
  /** SE50 to SE56, of a cargo release that is certified from the summary. */
  certifiedParties: Type.Optional(Type.Array(CertifiedParty)),
  /** Record 51. */
  standardVisa: Type.Optional(Type.Object({ standardVisaNumber: Type.String(), recordIndex: Index })),
  /** Record 52: license, certificate or permit. */
  license: Type.Optional(
    Type.Object({ licenseTypeCode: Type.String(), licenseNumber: Type.String(), recordIndex: Index }),
  ),
  adCvdCases: Type.Optional(Type.Array(AdCvdCase)),
  additionalDeclarations: Type.Optional(Type.Array(AdditionalDeclaration)),
  irTax: Type.Optional(DeclaredRevenue),
  otherRevenue: Type.Optional(DeclaredRevenue),
  sanctions: Type.Optional(Type.Array(SanctionDetail)),
  censusOverrides: Type.Optional(Type.Array(CensusOverride)),
  /** Data of partner agencies in substitution groups before the first tariff number (PG00). */
  agencyRecords: Type.Optional(Type.Array(CarriedRecord)),
};

/** Record 88: deposits of antidumping and countervailing duty by bond and in cash. */
export const AdCvdTotals = Type.Object({
  bondedAdCents: Nullable(Cents),
  cashAdCents: Nullable(Cents),
  bondedCvCents: Nullable(Cents),
  cashCvCents: Nullable(Cents),
  recordIndex: Index,
});

/** Members of the totals that an ordinary filing leaves out. */
export const SUMMARY_TOTALS_FIELDS = {
  irTaxCents: Type.Optional(Cents),
  adDutyCents: Type.Optional(Cents),
  cvDutyCents: Type.Optional(Cents),
  otherRevenueCents: Type.Optional(Cents),
  adCvd: Type.Optional(AdCvdTotals),
};
