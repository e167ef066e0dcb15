import { catalogue, type Rule, type Severity } from '#kernel';
import type { Grouping, SummaryCondition } from '../summary-on-file/summary.model';
import type { Place } from './places';
import { RECKONED_MENDS } from './reckoned-mends';
import type { SummaryMend } from './rule';
import { type BookCode, RULE_BOOK } from './rule-book';
import { UNREADABLE_NUMBERS } from './unreadable.table';

export { inHeader, onLine, type Place } from './places';

type Row = readonly [code: string, grouping: Grouping, record: string, text: string, remedy: string];

const FATAL = [
  [
    '485',
    'CENWRN',
    'CW02',
    'CENSUS WARNING COND NOT FOUND FOR OVRD',
    'Override only warnings that the summary gets; leave out the others.',
  ],
  ['B01', 'SUMMRY', '10', 'ACTION REQUEST CODE MISSING', 'Send A or R to file the summary, D to delete it.'],
  ['B02', 'SUMMRY', '10', 'ACTION REQUEST CODE UNKNOWN', 'Send A or R to file the summary, D to delete it.'],
  ['B03', 'SUMMRY', '10', 'DISTRICT/PORT OF ENTRY MISSING', 'Send the four-digit code of the port of entry.'],
  ['B04', 'SUMMRY', '10', 'DISTRICT/PORT OF ENTRY UNKNOWN', 'Use a port of entry listed in Schedule D.'],
  ['B05', 'SUMMRY', '10', 'ENTRY FILER MISSING', 'Send your three-character filer code.'],
  [
    'B06',
    'SUMMRY',
    '10',
    'ENTRY FILER UNKNOWN',
    'File under a filer code that your trade account holds, or ask for it to be added.',
  ],
  [
    'B10',
    'SUMMRY',
    '10',
    'ENTRY DIST NOT = PROCESSING DIST',
    'File in a block whose processing port is in the district of the port of entry.',
  ],
  ['B14', 'SUMMRY', '10', 'ENTRY NUMBER MISSING', 'Send the seven digits and the check digit of the entry number.'],
  [
    'B15',
    'SUMMRY',
    '10',
    'ENTRY NUMBER MUST BE NUMERIC',
    'Use eight digits: seven of your choice and the check digit.',
  ],
  ['B16', 'SUMMRY', '10', 'ENTRY NUMBER CHECK DIGIT MISMATCH', 'Correct the entry number or its check digit.'],
  ['B17', 'SUMMRY', '10', 'ENTRY TYPE CODE MISSING', 'Send the two-digit entry type.'],
  [
    'B18',
    'SUMMRY',
    '10',
    'ENTRY TYPE CODE UNKNOWN',
    'Use 01 02 03 06 07 11 12 21 22 23 31 32 34 38 51 or 52; other types are not filed as an entry summary.',
  ],
  [
    'B25',
    'SUMMRY',
    '10',
    'ENTRY SUMMARY NOT FOUND FOR DELETE',
    'Nothing to do: no summary is on file under this number.',
  ],
  [
    'B29',
    'SUMMRY',
    '10',
    'ENTRY SUMMARY UNDER CBP CONTROL',
    'Once its statement is printed, send a post summary correction (Y in column 65). In a review, wait for its end, or ask who reviews it to reject the summary: a rejected one can be replaced.',
  ],
  [
    'B32',
    'SUMMRY',
    '10',
    'ENTRY SUMMARY FILED IN ANOTHER PORT',
    'Use the port of the summary on file, or delete that summary first.',
  ],
  [
    'B26',
    'SUMMRY',
    '10',
    'ENTRY SUMMARY HELD BY CBP',
    'Leave it on file: a Center has extended or suspended its liquidation.',
  ],
  [
    'B30',
    'SUMMRY',
    '10',
    'ENTRY SUMMARY HAS BEEN LIQUIDATED',
    'Protest within 180 days of the notice: a liquidated summary is neither replaced nor deleted.',
  ],
  ['B41', 'SUMMRY', '10', 'PSC IND UNKNOWN', 'Send Y for a post summary correction, or leave column 65 empty.'],
  [
    'B42',
    'SUMMRY',
    '10',
    'ENTRY SUMMARY NOT FOUND FOR PSC',
    'File the summary itself: none is on file under this number.',
  ],
  [
    'B43',
    'SUMMRY',
    '10',
    'PSC DELETE NOT ALLOWED',
    'Send the correction as A or R: it replaces the summary as a whole.',
  ],
  ['B44', 'SUMMRY', '10', 'PSC NOT ALLOWED - ENTRY D/P MISMATCH', 'Use the port of entry of the summary on file.'],
  [
    'B45',
    'SUMMRY',
    '10',
    'PSC NOT ALLOWED-ES NOT UNDER CBP CONTROL',
    'Replace the summary (A or R, without Y in column 65): it is not on a statement yet.',
  ],
  [
    'B46',
    'SUMMRY',
    '10',
    'PSC NOT ALLOWED - ES NOT CURR ACCEPTED',
    'File the rejected summary again, as an ordinary A or R.',
  ],
  [
    'B49',
    'SUMMRY',
    '10',
    'PSC NOT ALLOWED - CANNOT BE INFORMAL',
    'An informal entry (11, 12) is not corrected; ask the Center.',
  ],
  ['B50', 'SUMMRY', '10', 'PSC NOT ALLOWED - ES LIQUIDATED', 'Protest within 180 days of the notice of liquidation.'],
  [
    'B51',
    'SUMMRY',
    '10',
    'PSC NOT ALLOWED - TOO CLOSE TO LIQ DATE',
    'Ask the Center for an extension, or protest: within 14 days of the liquidation nothing is corrected.',
  ],
  ['B52', 'SUMMRY', '10', 'PSC NOT ALLOWED - SUMMARY RECONCILED', 'Correct it by its reconciliation.'],
  [
    'B48',
    'SUMMRY',
    '10',
    'PSC NOT ALLOWED-TOO FAR BEYOND ENT DATE',
    'Protest within 180 days of the notice of liquidation: 300 days after entry nothing is corrected.',
  ],
  [
    'B53',
    'SUMMRY',
    '10',
    'ENTRY FLR NOT = PROCESSING FLR',
    'File in a block of the filer of the entry: only a post summary correction is filed by another.',
  ],
  ['B54', 'SUMMRY', '10', 'ACTION NOT ALLOWED - PSC ON FILE', 'Send a further post summary correction.'],
  ['B59', 'SUMMRY', '10', 'PSC NOT ALLOWED - UNDER CBP REVIEW', 'Tell the Center that reviews or has extended it.'],
  ['B60', 'SUMMRY', '10', 'PSC NOT ALLOWED - SUSPENDED', 'Wait for the end of the suspension, or tell the Center.'],
  [
    '217',
    'SUMMRY',
    '10',
    'PYMT INFO NOT ALLWD - POST PYMNT CORRCTN',
    'Leave payment type and statement date empty: a correction, and what replaces a rejected summary, names no payment.',
  ],
  ['270', 'CONREL', '32', 'CNSLDTN NOT ALLOWED - PSC', 'Leave out the consolidated releases.'],
  ['271', 'SUMMRY', '10', 'CARGO RLSE CERT NOT ALLOWED PSC', 'Leave column 40 empty.'],
  ['272', 'SUMMRY', '10', 'LIVE IND NOT ALLOWED - PSC', 'Leave column 44 empty.'],
  ['273', 'SUMMRY', '10', 'NAFTA RECON IND NOT ALLOWED - CBP CNTL', 'Leave column 46 empty.'],
  ['274', 'SUMMRY', '10', 'RECON ISSUE CODE NOT ALLOWED - CBP CNTL', 'Leave columns 47 to 49 empty.'],
  ['275', 'SUMMRY', '10', 'ACCELERATED LIQ REQ IND UNKNOWN', 'Send Y, or leave column 66 empty.'],
  [
    '276',
    'SUMMRY',
    '10',
    'ACCELERATED LIQ REQ IND NOT ALLOWED',
    'Only a post summary correction asks for an earlier liquidation.',
  ],
  [
    '277',
    'PSCEXP',
    '36',
    'PSC FILING EXPLANATION NOT ALLOWED',
    'Leave out the 36-records, or mark the filing as a correction.',
  ],
  ['278', 'PSCHRE', '35', 'HEADER PSC CODE UNKNOWN', 'Use H01, H02, H04 to H14 or H99.'],
  ['279', 'PSCHRE', '35', 'HDR PSC CODE DUPLICATE ENCOUNTERED', 'Cite each reason once.'],
  ['280', 'SUMMRY', '20', 'FIRMS NOT ALLOWED - PSC', 'Leave the location of goods empty.'],
  [
    '281',
    'PSCHRE',
    '35',
    'ENTTYPE NO CHNG - PSC REAS NOT ALLOWED',
    'Leave out H01, H02 and H14: the entry type has not changed.',
  ],
  ['282', 'PSCHRE', '35', 'ENTTYPE CHANGED - PSC REASON MISSING', 'Cite the reason for the other entry type.'],
  ['283', 'PSCHRE', '35', 'HDR CHANGED - PSC REASONS MISSING', 'Cite a reason of the header: H04 to H13, or H99.'],
  [
    '284',
    'PSCHRE',
    '35',
    'HEADER PSC REASONS NOT ALLOWED',
    'Leave out the 35-record, or mark the filing as a correction.',
  ],
  [
    '286',
    'SUMMRY',
    '11',
    'IOR CHANGE NOT ALLOWED FOR PSC',
    'Name the importer of record that is on file; another one needs a request to CBP.',
  ],
  [
    '287',
    'PSCEXP',
    '36',
    'PSC FILING EXPLANATION MISSING',
    'Say why the summary is corrected; N/A and None explain nothing.',
  ],
  [
    '580',
    'PSCLRE',
    '63',
    'LINE PSC REASONS NOT ALLOWED',
    'Leave out the 63-record, or mark the filing as a correction.',
  ],
  ['582', 'PSCLRE', '63', 'LINE PSC CODE UNKNOWN', 'Use L01 to L31.'],
  ['583', 'PSCLRE', '63', 'LINE PSC CODE DUPLICATE ENCOUNTERED', 'Cite each reason once for a line.'],
  ['748', 'PSCHRE', '35', 'PSC REASON CODE MISSING', 'Cite at least one reason, of the header or of a line.'],
  ['263', 'SUMMRY', '10', 'PAYMENT TYPE CODE MISSING', 'Send a payment type from 1 to 8.'],
  ['197', 'SUMMRY', '10', 'PAYMENT TYPE CODE UNKNOWN', 'Use payment type 1, 2, 3, 5, 6, 7 or 8.'],
  ['199', 'SUMMRY', '10', 'PRELIM STMT DATE NOT ALLOWED', 'Leave the statement date empty for an individual payment.'],
  ['202', 'SUMMRY', '10', 'PRELIM STMT DATE MISSING', 'Send the day on which the summary is to appear on a statement.'],
  ['203', 'SUMMRY', '10', 'PRELIM STMT DATE NOT A KNOWN DATE', 'Send a statement date that exists in the calendar.'],
  ['204', 'SUMMRY', '10', 'PRELIM STMT DATE IS SAT, SUN, OR HOL', 'Choose a business day.'],
  ['205', 'SUMMRY', '10', 'PRELIM STMT DATE MUST BE IN FUTURE', 'Choose a statement date after today.'],
  ['206', 'SUMMRY', '10', 'PRELIM STMT DATE > 90 DAYS IN FUTURE', 'Choose a statement date within ninety days.'],
  ['100', 'SUMMRY', '11', 'IMPORTER NBR MISSING', 'Send the number of the importer of record.'],
  ['101', 'SUMMRY', '11', 'IMPORTER UNKNOWN', 'Have the importer registered, or correct the number.'],
  ['102', 'SUMMRY', '11', 'IMPORTER NBR UNKNOWN FORMAT', 'Write NN-NNNNNNNXX, NNN-NN-NNNN or YYDDPP-NNNNN.'],
  [
    '103',
    'SUMMRY',
    '11',
    'IMPORTER NBR INELIGIBLE',
    'Name the importer of record: a number of zeroes stands for nobody.',
  ],
  [
    '111',
    'SUMMRY',
    '11',
    'IMPORTER INACTIVE',
    'Have the account of the importer opened again, or name another importer.',
  ],
  [
    '209',
    'SUMMRY',
    '10',
    'PERIODIC STATEMENT REQUIRES ACE FILER',
    'Use payment type 1, 2, 3 or 5; which accounts it is open to, and from when, stands at /accounts/ID/capabilities.',
  ],
  [
    '210',
    'SUMMRY',
    '10',
    'PERIODIC STMT REQUIRES ACE IMPORTER',
    'Use payment type 1, 2, 3 or 5; which accounts it is open to, and from when, stands at /accounts/ID/capabilities.',
  ],
  ['125', 'SUMMRY', '11', 'EST ENTRY DATE NOT A KNOWN DATE', 'Send an entry date that exists in the calendar.'],
  ['128', 'SUMMRY', '11', 'IMPORT DATE IS NOT A KNOWN DATE', 'Send an import date that exists in the calendar.'],
  [
    '218',
    'SUMMRY',
    '11',
    'ESTIMATED ENTRY DT CANNOT BE > STMT DT',
    'Choose a statement date on or after the estimated entry date.',
  ],
  ['171', 'SUMMRY', '20', 'EST ARRIVAL DATE NOT KNOWN DATE', 'Send an arrival date that exists in the calendar.'],
  ['249', 'LINFEE', '62', 'ACCT CLASS CODE UNKNOWN', 'Use an accounting class code of the published table.'],
  [
    '250',
    'LINFEE',
    '62',
    'ACCT CLASS CODE NOT ALLOWED',
    'Report 311, 496 and 500 once in the header, every other class once on its line.',
  ],
  [
    '619',
    'TARIFF',
    '50',
    'HTS DOES NOT ALLOW A GSP CLAIM',
    'Leave the claim out: goods that come back under 9802 have none under the generalized system of preferences.',
  ],
  ['400', 'LINITM', '40', 'LINE ITEM(S) MISSING', 'Report at least one line.'],
  ['402', 'LINITM', '40', 'LINE ITEM IDENTIFIER MISSING', 'Number the line.'],
  ['A24', 'LINITM', '40', 'LOOP EXCEEDED', 'Split the shipment: a summary takes 998 lines.'],
  ['407', 'LINITM', '40', 'COUNTRY OF ORIGIN MISSING', 'Send the country of origin of the goods of the line.'],
  [
    '408',
    'LINITM',
    '40',
    'COUNTRY OF ORIGIN UNKNOWN',
    'Use the ISO code of the country, or the code of the Canadian province.',
  ],
  ['410', 'LINITM', '40', 'COUNTRY OF EXPORT MISSING', 'Send the country from which the goods were exported.'],
  [
    '411',
    'LINITM',
    '40',
    'COUNTRY OF EXPORT UNKNOWN',
    'Use the ISO code of a country; provinces are not accepted here.',
  ],
  ['412', 'LINITM', '40', 'COUNTRY OF EXPORT CANNOT BE US', 'Name the foreign country of export.'],
  [
    '414',
    'LINITM',
    '40',
    "CANADIAN PROV REQ'D AS ORIGIN FOR TYPE",
    'Name the province (XA to XY) for goods of Canada exported from Canada.',
  ],
  [
    '416',
    'LINITM',
    '40',
    'TRADE AGREE/SPEC PGM CLAIM CD UNKNOWN',
    'Use a special program code of the published table, or claim none.',
  ],
  ['419', 'LINITM', '40', 'EXPORT DATE NOT A KNOWN DATE', 'Send an export date that exists in the calendar.'],
  ['426', 'LINITM', '40', 'EXPORT DATE CANNOT BE > IMPORT DATE', 'Correct the date of export or of importation.'],
  [
    '605',
    'LINITM',
    '40',
    'SP CODE CANNOT BE USED - NOT IN EFFECT',
    'Claim the program only from the day it is in force.',
  ],
  ['606', 'LINITM', '40', 'SP CODE CANNOT BE USED - EXPIRED', 'Drop the claim: the program is not in force any more.'],
  ['608', 'LINITM', '40', 'CO NOT ALLOWED FOR SP CLAIM', 'Claim a program that is open to the country of origin.'],
  [
    '614',
    'TARIFF',
    '50',
    'HTS NOT ELIGIBLE FOR SP CLAIM',
    'Drop the claim: the article is not free under that program.',
  ],
  [
    '616',
    'TARIFF',
    '50',
    'ARTICLE NOT ELIGIBLE FOR SP CLAIM',
    'Drop the claim: none of the articles of the line is listed under that program.',
  ],
  ['431', 'LINITM', '50', 'TARIFF/VALUE/QUANTITY DETAIL MISSING', 'Report at least one tariff number for the line.'],
  ['432', 'TARIFF', '50', 'HTS NBR MISSING', 'Send the tariff number.'],
  ['433', 'TARIFF', '50', 'HTS NBR UNKNOWN', 'Correct the tariff number: ten digits, or eight for chapter 99.'],
  [
    '434',
    'TARIFF',
    '50',
    'HTS NUMBER NOT ACTIVE',
    'Use the number that is in force on the date that governs the rate.',
  ],
  ['436', 'TARIFF', '50', 'DUPLICATE HTS NUMBER ENCOUNTERED', 'Report each tariff number once on a line.'],
  ['439', 'TARQTY', '50', 'QUANTITY/UOM(S) MISSING', 'Report the quantity in the unit of the tariff.'],
  ['441', 'TARQTY', '50', 'QUANTITY/UOM MISMATCH', 'Report zero quantities in the unit of the tariff as well.'],
  ['442', 'TARQTY', '50', 'UOM MISMATCH', 'Use the unit of measure of the tariff.'],
  ['443', 'TARQTY', '50', 'SECOND QUANTITY/UOM MISSING', 'Report the second quantity of the tariff.'],
  ['444', 'TARQTY', '50', 'THIRD QUANTITY/UOM MISSING', 'Report the third quantity of the tariff.'],
  ['600', 'LINFEE', '62', 'MOT REQUIRES HMF', 'Report class 501 on every line of a border waterborne shipment.'],
  [
    '601',
    'LINFEE',
    '62',
    "ESTIMATED HMF/CALC'D HMF MISMATCH",
    'Take 0.125 percent of the value of the line, rounded to the cent; nothing at a port without the fee.',
  ],
  [
    '602',
    'LINFEE',
    '62',
    'HMF NOT ALLOWED - DE MINIMUS',
    'Leave the fee out: it is three dollars or less and nothing else is due.',
  ],
  ['481', 'LINFEE', '62', 'HMF NOT ALLOWED FOR ENTRY TYPE', 'Leave class 501 out for this entry type.'],
  ['482', 'LINFEE', '62', 'HMF NOT ALLOWED FOR MOT', 'Report class 501 for vessels only (10, 11, 12).'],
  [
    '603',
    'TARIFF',
    '50',
    'CO NOT ALLOWED FOR HTS',
    'Remove the chapter 99 number: it applies to goods of another origin.',
  ],
  [
    '609',
    'TARIFF',
    '50',
    'SINGLE HTS NOT ALLOWED; SECOND HTS REQD',
    'Add the number of chapters 1 to 97 that classifies the goods.',
  ],
  ['611', 'TARIFF', '50', 'HTS REQUIRES $0 VALUE OF GOODS', 'Report the value with the number of chapters 1 to 97.'],
  [
    '613',
    'TARIFF',
    '50',
    'HTS RELATIONSHIP MISMATCH',
    'Remove the chapter 99 number: it does not apply to the article of the line.',
  ],
  ['604', 'TARIFF', '50', 'HTS NOT ALLOWED FOR ENTRY TYPE', 'Use 9813.00 on a temporary importation (type 23) only.'],
  [
    '677',
    'TARIFF',
    '50',
    'HTS MUST BE EMERGENCY WAR MATERIALS',
    'Begin each line of a defense contract entry with 9808.00.3000.',
  ],
  [
    '676',
    'TARIFF',
    '50',
    'HTS MUST BE TIB 9813',
    'Begin each line of a temporary importation with a number of 9813.00.',
  ],
  [
    '771',
    'TARIFF',
    '50',
    'TRFF ADJSTMNT HTS OR EXCLSN MISSING',
    'Add the chapter 99 number of the measure before the number of the article.',
  ],
  [
    '852',
    'TARIFF',
    '50',
    'HTS OUT OF SEQUENCE',
    'Report chapter 98 first, then chapter 99, then the number of the article.',
  ],
  [
    '624',
    'LINITM',
    '50',
    "EST DUTY/CALC'D DUTY MISMATCH - LINE",
    'Correct the duty of the line; it may differ by 2.99 at most.',
  ],
  [
    '630',
    'LINFEE',
    '62',
    'FORMAL MPF NOT ALLOWED - INFRML SUMMARY',
    'Report class 311 in the header instead of 499 on the line.',
  ],
  [
    '632',
    'LINFEE',
    '62',
    'FORMAL MPF NOT ALLOWED - ARTICLE EXEMPT',
    'Leave class 499 out: the goods of the line pay no processing fee.',
  ],
  ['633', 'LINFEE', '62', 'FORMAL MPF REQUIRED - ARTICLE NOT EXEMPT', 'Report class 499 on the line.'],
  [
    '634',
    'LINFEE',
    '62',
    "EST MPF/CALC'D MPF MISMATCH - LINE",
    'Take 0.3464 percent of the value of the line, rounded to the cent.',
  ],
  [
    '635',
    'HDRFEE',
    '34',
    'INFRML MPF NOT ALLOWED-SUMMARY EXEMPT',
    'Leave class 311 out: no line of the summary pays it.',
  ],
  ['636', 'HDRFEE', '34', 'INFRML MPF REQUIRED-SUMMARY NOT EXEMPT', 'Report class 311 in the header.'],
  ['637', 'HDRFEE', '34', 'INFRML MPF NOT ALLOWED-FORMAL SUMMARY', 'Report class 499 on the lines instead of 311.'],
  ['638', 'HDRFEE', '34', 'INFRML MPF FIXED AMOUNT INCORRECT', 'Report the fixed informal fee of the fiscal year.'],
  [
    '639',
    'FEETOT',
    '89',
    'FORMAL MPF MINIMUM AMOUNT REQUIRED',
    'Report the minimum of the fiscal year as the total of class 499.',
  ],
  [
    '640',
    'FEETOT',
    '89',
    'FORMAL MPF MAXIMUM AMOUNT REQUIRED',
    'Report the maximum of the fiscal year as the total of class 499.',
  ],
  [
    '641',
    'FEETOT',
    '89',
    "EST MPF/CALC'D MPF MISMATCH - TOTAL",
    'Report the sum of the lines as the total of class 499.',
  ],
  [
    '646',
    'LINITM',
    '50',
    'ARTCL VALUE EXCEEDS INFRML LIMIT FOR HTS',
    'File a formal entry: the line is worth more than an informal entry may be.',
  ],
  [
    '648',
    'SUMMRY',
    '10',
    'TOTAL VALUE EXCEEDS INFRML LIMIT',
    'File a formal entry: the goods are worth more than an informal entry may be.',
  ],
  [
    '664',
    'LINITM',
    '40',
    'CHARGES AMOUNT REQUIRED',
    'Report freight, insurance and other charges; they may be left out up to 1,250 dollars of value.',
  ],
  [
    '627',
    'TOTALS',
    '90',
    "EST DUTY/CALC'D DUTY MISMATCH - TOTAL",
    'Correct the duty; the total may differ by 2.99 at most.',
  ],
  ['701', 'TOTALS', '90', 'GRAND TOTALS MISSING', 'Report the totals of duty and fees.'],
  [
    '712',
    'FEETOT',
    '89',
    'FEE TOTAL DETAIL NOT ALLOWED',
    'Remove the total of a class that neither header nor line reports.',
  ],
  ['715', 'FEETOT', '89', 'FEE TOT MISSING FOR HDR FEE', 'Report the total of the fee given in the header.'],
  ['716', 'FEETOT', '89', 'FEE TOT MISSING FOR LINE FEE', 'Report the total of the fee given on the lines.'],
  [
    '719',
    'FEETOT',
    '89',
    'TOTAL HMF FEE NOT = SUM OF LINE EST FEE',
    'Report the sum of the lines as the total of class 501.',
  ],
  [
    '720',
    'FEETOT',
    '89',
    'TOT OTH FEE NOT = SUM OF EST OTH FEE',
    'Report the sum of the lines as the total of the class.',
  ],
  [
    '722',
    'TOTALS',
    '90',
    'GRAND TOTAL DUTY NOT = SUM OF EST DUTY',
    'Report the sum of the duties of the 50 records, to the cent.',
  ],
  [
    '726',
    'TOTALS',
    '90',
    'GRAND TOTAL FEE NOT = SUM OF EST FEE',
    'Report the sum of the totals by class, to the cent.',
  ],
  ['730', 'FEETOT', '89', 'TOT MAIL FEE NOT = HDR MAIL FEE', 'Report the mail fee of the header as its total.'],
  [
    '731',
    'FEETOT',
    '89',
    'TOT INFORMAL FEE NOT = HDR INFORMAL FEE',
    'Report the informal fee of the header as its total.',
  ],
  [
    '732',
    'FEETOT',
    '89',
    'TOT MPF SURCHRGE NOT = HDR MPF SURCHRGE',
    'Report the surcharge of the header as its total.',
  ],
  ['734', 'FEETOT', '89', 'ACCT CLASS CODE UNKNOWN FOR TOT', 'Use an accounting class code of the published table.'],
  ['254', 'FEETOT', '89', 'DUPLICATE ACCOUNT CLASS ENCOUNTERED', 'Report the total of a class once.'],
] as const satisfies readonly Row[];

/** What the register of bonds speaks against (bonds/summary-coverage.rules.ts). */
const BY_REGISTER = [
  [
    '113',
    'BNDDTL',
    '31',
    'NO CONTINUOUS BOND FOUND FOR IMPORTER',
    'Ask the surety to file a continuous bond of the importer.',
  ],
  [
    '114',
    'BNDDTL',
    '31',
    'NO VALID CONTINUOUS BOND FOUND',
    'Ask the surety to put the importer on a bond that is in force.',
  ],
  ['115', 'BNDDTL', '31', 'CONTINUOUS BOND NOT YET EFFECTIVE', 'Report the bond that covers the day of the entry.'],
  [
    '116',
    'BNDDTL',
    '31',
    'CONTINUOUS BOND INSUFFICIENT',
    'Ask the surety for a larger bond: CBP holds the one on file to be too small.',
  ],
  ['117', 'BNDDTL', '31', 'CONTINUOUS BOND HAS TERMINATED', 'Report a bond that is in force on the day of the entry.'],
  ['145', 'BNDDTL', '31', 'REPORTED SURETY/BOND SURETY MISMATCH', 'Report the surety of the bond on file.'],
  [
    '162',
    'BNDDTL',
    '31',
    'IMPORTER NOT APPROVED FOR RECONCILIATION',
    'Ask the surety to add the rider for reconciliation to the bond (R), or leave columns 46 to 49 of 10 empty.',
  ],
  [
    '752',
    'BNDDTL',
    '31',
    'NO STB FOUND FOR FILER/ENTRY NUMBER',
    'Ask the surety to file the bond of this entry, then file again.',
  ],
  [
    '753',
    'BNDDTL',
    '31',
    'STB IN VOID STATUS',
    'Ask the surety for a new bond of this entry: the one on file is void.',
  ],
  ['754', 'BNDDTL', '31', 'STB BOND DESIGNATION TYPE DO NOT MATCH', 'Report the designation of the bond on file.'],
  [
    '755',
    'BNDDTL',
    '31',
    'STB ENTRY TYPE DO NOT MATCH',
    'Report the entry type of the bond, or ask the surety for another bond.',
  ],
  ['756', 'BNDDTL', '31', 'STB AMOUNTS DO NOT MATCH', 'Report the amount of the bond on file.'],
  [
    '757',
    'BNDDTL',
    '31',
    'NO STB FOUND FOR IMPORTER',
    'Report the importer that the bond names, or ask the surety for another bond.',
  ],
  [
    '758',
    'BNDDTL',
    '31',
    'IMPORTER NO LONGER VALID FOR STB',
    'Ask the surety for a bond that the importer may use on the day of the entry.',
  ],
] as const satisfies readonly Row[];

const WARNINGS = [
  [
    '27A',
    'LINITM',
    '40',
    '*CENSUS* IMPROBABLE COUNTRY',
    'Check origin, country of export and tariff number; override with 01, 02, 03, 49 or 50 when they are right.',
  ],
  [
    '27H',
    'LINITM',
    '40',
    '*CENSUS* GROSS WEIGHT - AIR',
    'Check weight and mode of transportation; override with 20, 22, 49 or 50 when they are right.',
  ],
  [
    '27P',
    'LINITM',
    '50',
    '*CENSUS* MAXIMUM VALUE EXCEEDED',
    'Check the value and its currency; override with 51 when it is right.',
  ],
] as const satisfies readonly Row[];

/** The dictionary has no code for what these say: they are Portway's own. */
const OWN = [
  [
    'W05',
    'SUMMRY',
    '11',
    'NO POWER OF ATTORNEY OF THE IMPORTER',
    'Ask the importer of record to grant your filer code a power of attorney in its account, then file again.',
  ],
  [
    'W07',
    'SUMMRY',
    '10',
    'JSON SUMMARIES NOT OPEN TO ACCOUNT',
    'File the summary in CATAIR; which accounts it is open to, and from when, stands at /accounts/ID/capabilities.',
  ],
  [
    'W08',
    'SUMMRY',
    '10',
    'DRAWBACK IS CLAIMED ON THE ENTRY',
    'Leave what drawback is claimed on as it is, or have the claim replaced or taken back first.',
  ],
] as const satisfies readonly Row[];

const NOTICES = [
  [
    '622',
    'TARIFF',
    '50',
    'DUTY ACCEPTED; "X" DUTY COMP CODE',
    'Nothing to do: the rate has no formula, so your own amount was taken.',
  ],
] as const satisfies readonly Row[];

/** What is taken as it was declared because the tariff here does not say. */
const OWN_NOTICES = [
  [
    'W09',
    'TARIFF',
    '50',
    'DUTY ACCEPTED; RATE NOT HELD',
    'Nothing to do: the schedule in use here does not hold the rate of these goods, so your own amount was taken.',
  ],
] as const satisfies readonly Row[];

/** Conditions of rules that are functions: what is reckoned, what is on file. */
type ReckonedCode = (
  | typeof FATAL
  | typeof BY_REGISTER
  | typeof WARNINGS
  | typeof OWN
  | typeof NOTICES
  | typeof OWN_NOTICES
)[number][0];
type Code = ReckonedCode | BookCode | (typeof UNREADABLE_NUMBERS)[number]['code'];

export interface SummaryConditionRule extends Rule<Code> {
  readonly grouping: Grouping;
  readonly record: string;
  /** The remedy in steps. */
  readonly mend: readonly SummaryMend[];
}

const rulesOf = (
  rows: readonly (Row & readonly [ReckonedCode, ...string[]])[],
  severity: Severity,
  source: string,
): SummaryConditionRule[] =>
  rows.map(([code, grouping, record, text, remedy]) => ({
    code,
    grouping: grouping as Grouping,
    record,
    text,
    remedy,
    severity,
    source,
    resend: false,
    mend: RECKONED_MENDS[code] ?? [],
  }));

const sourceOf = (page: number | string): string =>
  typeof page === 'number' ? `Entry Summary Create/Update, July 2026, p. ESF-${page}` : page;

/** The rows of the book, each code once. */
const BOOK: readonly SummaryConditionRule[] = [...new Map(RULE_BOOK.map((rule) => [rule.code, rule])).values()].map(
  ({ code, text, remedy, page, record, grouping, severity, resend, mend }) => ({
    ...{ code, text, remedy, record, grouping },
    severity: severity ?? 'fatal',
    source: sourceOf(page),
    resend: resend ?? false,
    mend: mend ?? [],
  }),
);

/**
 * Every condition an entry summary may get here, with the narrative of the dictionary and what to do about it.
 * Source: ACE error dictionary for entry summaries, July 2026; census warnings from ABI appendix H; what begins with W is Portway's own.
 */
export const SUMMARY_CONDITIONS = catalogue<SummaryConditionRule>([
  ...rulesOf(FATAL, 'fatal', 'ACE error dictionary, July 2026'),
  ...rulesOf(BY_REGISTER, 'fatal', 'ACE error dictionary, July 2026'),
  ...rulesOf(OWN, 'fatal', 'Portway; 19 CFR 141.46'),
  ...rulesOf(WARNINGS, 'warning', 'ABI appendix H'),
  ...rulesOf(NOTICES, 'information', 'ACE error dictionary, July 2026'),
  ...rulesOf(OWN_NOTICES, 'information', 'Portway'),
  ...BOOK,
  ...UNREADABLE_NUMBERS.map(
    ({ code, record, text }): SummaryConditionRule => ({
      ...{ code, record, text, severity: 'fatal', grouping: 'SUMMRY', resend: false, mend: [] },
      ...{ remedy: 'Send digits alone.', source: 'ACE error dictionary, July 2026' },
    }),
  ),
]);

export type SummaryConditionCode = Code;
export type ReckonedConditionCode = ReckonedCode;

/** A condition ready to be answered. `detail` is added to the remedy when the values at hand say more than the rule. */
export function condition(code: Code, place: Place, detail?: string): SummaryCondition {
  const { text, remedy, severity, grouping, record } = SUMMARY_CONDITIONS.get(code);
  return {
    code,
    text,
    remedy: detail ? `${remedy} ${detail}` : remedy,
    severity,
    grouping: place.grouping ?? grouping,
    record: place.record ?? record,
    recordIndex: place.recordIndex,
    field: place.field ?? null,
    at: place.recordIndex === null ? place.at : null,
    lineNumber: place.lineNumber ?? null,
  };
}
