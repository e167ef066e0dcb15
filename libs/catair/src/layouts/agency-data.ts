/**
 * Data of partner government agencies: the records behind a tariff number (Participating Government Agencies Message Set, July 2026,
 * pp. 16..59). Dates are MMDDCCYY.
 */
import { type Layout, record } from '../layout';

export const OI = record('OI', 'input', [
  ['filler', 3, 10, 'S', 'M'],
  ['commercialDescription', 11, 80, 'X', 'M'],
]);

export const PG01 = record('PG01', 'input', [
  ['pgaLineNumber', 5, 7, 'N', 'M'],
  ['governmentAgencyCode', 8, 10, 'AN', 'M'],
  ['governmentAgencyProgramCode', 11, 13, 'X', 'M'],
  ['governmentAgencyProcessingCode', 14, 16, 'AN', 'C'],
  ['electronicImageSubmitted', 17, 17, 'A', 'C'],
  ['confidentialInformationIndicator', 18, 18, 'A', 'C'],
  ['globallyUniqueProductIdentificationCodeQualifier', 19, 22, 'AN', 'C'],
  ['globallyUniqueProductIdentificationCode', 23, 41, 'X', 'C'],
  ['intendedUseCode', 42, 57, 'X', 'C'],
  ['intendedUseDescription', 58, 78, 'X', 'C'],
  ['correctionIndicator', 79, 79, 'X', 'C'],
  ['disclaimer', 80, 80, 'A', 'C'],
]);

export const PG02 = record('PG02', 'input', [
  ['itemType', 5, 5, 'A', 'M'],
  ['productCodeQualifier1', 6, 9, 'AN', 'C'],
  ['productCodeNumber1', 10, 28, 'X', 'C'],
  ['productCodeQualifier2', 29, 32, 'AN', 'C'],
  ['productCodeNumber2', 33, 51, 'X', 'C'],
  ['productCodeQualifier3', 52, 55, 'AN', 'C'],
  ['productCodeNumber3', 56, 74, 'X', 'C'],
  ['filler', 75, 80, 'S', 'M'],
]);

export const PG04 = record('PG04', 'input', [
  ['constituentActiveIngredientQualifier', 5, 5, 'A', 'C'],
  ['nameOfTheConstituentElement', 6, 56, 'X', 'C'],
  ['quantityOfConstituentElement', 57, 68, 'N', 'C'],
  ['unitOfMeasure', 69, 73, 'AN', 'C'],
  ['percentOfConstituentElement', 74, 80, 'N', 'C'],
]);

export const PG05 = record('PG05', 'input', [
  ['scientificGenusName', 5, 26, 'X', 'C'],
  ['scientificSpeciesName', 27, 48, 'X', 'C'],
  ['scientificSubSpeciesName', 49, 66, 'X', 'C'],
  ['scientificSpeciesCode', 67, 73, 'AN', 'C'],
  ['fwsDescriptionCode', 74, 80, 'AN', 'C'],
]);

export const PG06 = record('PG06', 'input', [
  ['sourceTypeCode', 5, 7, 'AN', 'M'],
  ['countryCode', 8, 9, 'X', 'C'],
  ['geographicLocation', 10, 29, 'X', 'C'],
  ['processingStartDate', 30, 37, 'N', 'C'],
  ['processingEndDate', 38, 45, 'N', 'C'],
  ['processingTypeCode', 46, 50, 'AN', 'C'],
  ['processingDescription', 51, 80, 'X', 'C'],
]);

export const PG07 = record('PG07', 'input', [
  ['tradeNameBrandName', 5, 39, 'X', 'C'],
  ['model', 40, 54, 'X', 'C'],
  ['manufactureMonthAndYear', 55, 60, 'N', 'C'],
  ['itemIdentityNumberQualifier', 61, 63, 'AN', 'C'],
  ['itemIdentityNumber', 64, 80, 'X', 'C'],
]);

export const PG08 = record('PG08', 'input', [
  ['itemIdentityNumber1', 5, 21, 'X', 'C'],
  ['itemIdentityNumber2', 22, 38, 'X', 'C'],
  ['itemIdentityNumber3', 39, 55, 'X', 'C'],
  ['itemIdentityNumber4', 56, 72, 'X', 'C'],
  ['filler', 73, 80, 'S', 'M'],
]);

export const PG10 = record('PG10', 'input', [
  ['categoryTypeCode', 5, 10, 'AN', 'C'],
  ['categoryCode', 11, 15, 'AN', 'C'],
  ['commodityQualifierCode', 16, 19, 'X', 'C'],
  ['commodityCharacteristicQualifier', 20, 23, 'AN', 'C'],
  ['commodityCharacteristicDescription', 24, 80, 'X', 'C'],
]);

export const PG13 = record('PG13', 'input', [
  ['issuerOfLpco', 5, 39, 'X', 'C'],
  ['issuerGeographicCodeQualifier', 40, 42, 'A', 'C'],
  ['locationOfIssuer', 43, 45, 'A', 'C'],
  ['regionalDescriptionOfLocation', 46, 70, 'X', 'C'],
  ['filler', 71, 80, 'S', 'M'],
]);

export const PG14 = record('PG14', 'input', [
  ['lpcoTransactionType', 5, 5, 'N', 'C'],
  ['lpcoType', 6, 8, 'AN', 'C'],
  ['lpcoNumber', 9, 41, 'X', 'C'],
  ['lpcoDateQualifier', 42, 42, 'N', 'C'],
  ['lpcoDate', 43, 50, 'N', 'C'],
  ['lpcoQuantity', 51, 66, 'N', 'C'],
  ['lpcoUnitOfMeasure', 67, 71, 'AN', 'C'],
  ['exemptionCode', 72, 80, 'X', 'C'],
]);

export const PG17 = record('PG17', 'input', [
  ['commonNameSpecific', 5, 34, 'X', 'C'],
  ['commonNameGeneral', 35, 64, 'X', 'C'],
  ['liveVenomousWildlifeCode', 65, 65, 'A', 'C'],
  ['cartonsContainingWildlife', 66, 70, 'N', 'C'],
  ['filler', 71, 80, 'S', 'M'],
]);

export const PG18 = record('PG18', 'input', [
  ['unDangerousGoodsCode', 5, 14, 'AN', 'C'],
  ['hazardousClass', 15, 18, 'X', 'C'],
  ['epaHazardousWasteCode', 19, 22, 'AN', 'C'],
  ['hazardousMaterialDescription', 23, 72, 'X', 'C'],
  ['packagingGroup', 73, 73, 'N', 'C'],
  ['filler', 74, 80, 'S', 'M'],
]);

export const PG19 = record('PG19', 'input', [
  ['entityRoleCode', 5, 7, 'AN', 'M'],
  ['entityIdentificationCode', 8, 10, 'AN', 'C'],
  ['entityNumber', 11, 25, 'X', 'C'],
  ['entityName', 26, 57, 'X', 'C'],
  ['entityAddress1', 58, 80, 'X', 'C'],
]);

export const PG20 = record('PG20', 'input', [
  ['entityAddress2', 5, 36, 'X', 'C'],
  ['entityApartmentNumber', 37, 41, 'X', 'C'],
  ['entityCity', 42, 62, 'X', 'C'],
  ['entityState', 63, 65, 'AN', 'C'],
  ['entityCountry', 66, 67, 'A', 'C'],
  ['entityPostalCode', 68, 76, 'X', 'C'],
  ['filler', 77, 80, 'S', 'M'],
]);

export const PG21 = record('PG21', 'input', [
  ['individualQualifier', 5, 7, 'AN', 'C'],
  ['individualName', 8, 30, 'X', 'C'],
  ['telephoneNumber', 31, 45, 'X', 'C'],
  ['emailAddressOrFaxNumber', 46, 80, 'X', 'C'],
]);

export const PG22 = record('PG22', 'input', [
  ['importersSubstantiatingSignedDocument', 5, 5, 'A', 'C'],
  ['documentIdentifier', 6, 12, 'AN', 'C'],
  ['conformanceDeclaration', 13, 17, 'X', 'C'],
  ['entityRoleCode', 18, 20, 'AN', 'C'],
  ['declarationCode', 21, 24, 'AN', 'C'],
  ['declarationCertification', 25, 25, 'A', 'C'],
  ['dateOfSignature', 26, 33, 'N', 'C'],
  ['invoiceNumber', 34, 50, 'X', 'C'],
  ['complianceDescription', 51, 80, 'X', 'C'],
]);

export const PG23 = record('PG23', 'input', [
  ['affirmationOfComplianceCode', 5, 9, 'X', 'M'],
  ['affirmationOfComplianceDescription', 10, 79, 'X', 'C'],
  ['filler', 80, 80, 'S', 'M'],
]);

export const PG24 = record('PG24', 'input', [
  ['remarksTypeCode', 5, 7, 'AN', 'C'],
  ['remarksCode', 8, 12, 'AN', 'C'],
  ['remarksText', 13, 80, 'X', 'C'],
]);

export const PG25 = record('PG25', 'input', [
  ['temperatureQualifier', 5, 5, 'A', 'C'],
  ['degreeType', 6, 6, 'A', 'C'],
  ['negativeNumber', 7, 7, 'A', 'C'],
  ['actualTemperature', 8, 13, 'N', 'C'],
  ['locationOfTemperatureRecording', 14, 14, 'A', 'C'],
  ['lotNumberQualifier', 15, 15, 'AN', 'C'],
  ['lotNumber', 16, 40, 'X', 'C'],
  ['productionStartDateOfTheLot', 41, 48, 'N', 'C'],
  ['productionEndDateOfTheLot', 49, 56, 'N', 'C'],
  ['pgaLineValue', 57, 68, 'N', 'C'],
  ['pgaUnitValue', 69, 80, 'N', 'C'],
]);

export const PG26 = record('PG26', 'input', [
  ['packagingQualifier', 5, 5, 'N', 'M'],
  ['quantity', 6, 17, 'N', 'C'],
  ['unitOfMeasure', 18, 22, 'X', 'C'],
  ['packageIdentifier', 23, 47, 'X', 'C'],
  ['packagingMethod', 48, 50, 'AN', 'C'],
  ['packageMaterial', 51, 65, 'X', 'C'],
  ['packageFiller', 66, 80, 'X', 'C'],
]);

export const PG27 = record('PG27', 'input', [
  ['containerNumber1', 5, 24, 'AN', 'M'],
  ['typeOfContainer1', 25, 25, 'N', 'C'],
  ['containerLength1', 26, 27, 'N', 'C'],
  ['containerNumber2', 28, 47, 'AN', 'C'],
  ['typeOfContainer2', 48, 48, 'N', 'C'],
  ['containerLength2', 49, 50, 'N', 'C'],
  ['containerNumber3', 51, 70, 'AN', 'C'],
  ['typeOfContainer3', 71, 71, 'N', 'C'],
  ['containerLength3', 72, 73, 'N', 'C'],
  ['filler', 74, 80, 'S', 'M'],
]);

export const PG28 = record('PG28', 'input', [
  ['canDimension1', 5, 8, 'N', 'C'],
  ['canDimension2', 9, 12, 'N', 'C'],
  ['canDimension3', 13, 16, 'N', 'C'],
  ['packageTrackingNumberCode', 17, 20, 'AN', 'C'],
  ['packageTrackingNumber', 21, 70, 'AN', 'C'],
  ['filler', 71, 80, 'S', 'M'],
]);

export const PG29 = record('PG29', 'input', [
  ['unitOfMeasureNet', 5, 7, 'AN', 'C'],
  ['commodityNetQuantity', 8, 19, 'N', 'C'],
  ['unitOfMeasureGross', 20, 22, 'AN', 'C'],
  ['commodityGrossQuantity', 23, 34, 'N', 'C'],
  ['unitOfMeasureIndividualNet', 35, 37, 'AN', 'C'],
  ['individualNetQuantity', 38, 49, 'N', 'C'],
  ['unitOfMeasureIndividualGross', 50, 52, 'AN', 'C'],
  ['individualGrossQuantity', 53, 64, 'N', 'C'],
  ['filler', 65, 80, 'S', 'M'],
]);

export const PG30 = record('PG30', 'input', [
  ['inspectionOrLaboratoryTestingStatus', 5, 5, 'A', 'M'],
  ['inspectionDate', 6, 13, 'N', 'C'],
  ['inspectionTime', 14, 17, 'N', 'C'],
  ['inspectionOrArrivalLocationCode', 18, 21, 'AN', 'C'],
  ['inspectionOrArrivalLocation', 22, 71, 'X', 'C'],
  ['filler', 72, 80, 'S', 'M'],
]);

export const PG31 = record('PG31', 'input', [
  ['harvestingVesselCharacteristicTypeCode', 5, 7, 'AN', 'M'],
  ['harvestingVesselCharacteristic', 8, 42, 'X', 'M'],
  ['unitOfMeasure', 43, 45, 'AN', 'C'],
  ['harvestedCommodityNetWeight', 46, 55, 'N', 'C'],
  ['filler', 56, 80, 'S', 'M'],
]);

export const PG32 = record('PG32', 'input', [
  ['commodityRoutingTypeCode', 5, 7, 'AN', 'M'],
  ['commodityRoutingCountryCode', 8, 9, 'A', 'C'],
  ['politicalSubunitOfRoutingQualifier', 10, 12, 'AN', 'C'],
  ['politicalSubunitOfRoutingNumber', 13, 21, 'X', 'C'],
  ['politicalSubunitOfRoutingName', 22, 76, 'X', 'C'],
  ['filler', 77, 80, 'S', 'M'],
]);

export const PG33 = record('PG33', 'input', [
  ['commodityGeographicAreaCode', 5, 13, 'X', 'C'],
  ['commodityGeographicAreaName', 14, 78, 'X', 'C'],
  ['filler', 79, 80, 'S', 'M'],
]);

export const PG34 = record('PG34', 'input', [
  ['travelDocumentTypeCode', 5, 7, 'AN', 'M'],
  ['travelDocumentNationality', 8, 9, 'A', 'C'],
  ['travelDocumentIdentifier', 10, 44, 'X', 'C'],
  ['filler', 45, 80, 'S', 'M'],
]);

export const PG35 = record('PG35', 'input', [
  ['dotSuretyCode', 5, 7, 'AN', 'C'],
  ['dotBondSerialNumber', 8, 37, 'X', 'C'],
  ['dotBondQualifier', 38, 38, 'N', 'C'],
  ['dotBondAmount', 39, 46, 'N', 'C'],
  ['filler', 47, 80, 'S', 'M'],
]);

export const PG50 = record('PG50', 'input', [['filler', 5, 80, 'S', 'M']]);

export const PG51 = record('PG51', 'input', [['filler', 5, 80, 'S', 'M']]);

export const PG55 = record('PG55', 'input', [
  ['entityRoleCode1', 5, 7, 'AN', 'C'],
  ['entityRoleCode2', 8, 10, 'AN', 'C'],
  ['entityRoleCode3', 11, 13, 'AN', 'C'],
  ['entityRoleCode4', 14, 16, 'AN', 'C'],
  ['entityRoleCode5', 17, 19, 'AN', 'C'],
  ['entityRoleCode6', 20, 22, 'AN', 'C'],
  ['entityRoleCode7', 23, 25, 'AN', 'C'],
  ['entityRoleCode8', 26, 28, 'AN', 'C'],
  ['entityRoleCode9', 29, 31, 'AN', 'C'],
  ['entityRoleCode10', 32, 34, 'AN', 'C'],
  ['filler', 35, 80, 'S', 'M'],
]);

export const PG60 = record('PG60', 'input', [
  ['additionalInformationQualifierCode', 5, 7, 'AN', 'M'],
  ['additionalInformation', 8, 80, 'X', 'M'],
]);

/** A record that begins as those of agencies do and is none of the message set: it is kept whole, for the rules to refuse. */
export const PG_UNKNOWN = record('PG', 'input', [['content', 3, 80, 'X', 'O']]);

/** Every record of agencies, as the message set lists them. Substitutions (PG00) are in no usage map of the cargo release. */
export const AGENCY_RECORDS: readonly Layout[] = [
  OI,
  PG01,
  PG02,
  PG04,
  PG05,
  PG06,
  PG07,
  PG08,
  PG10,
  PG13,
  PG14,
  PG17,
  PG18,
  PG19,
  PG20,
  PG21,
  PG22,
  PG23,
  PG24,
  PG25,
  PG26,
  PG27,
  PG28,
  PG29,
  PG30,
  PG31,
  PG32,
  PG33,
  PG34,
  PG35,
  PG50,
  PG51,
  PG55,
  PG60,
];
