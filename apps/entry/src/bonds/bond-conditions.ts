import type { Condition } from '#contracts';
import { catalogue, catalogueTable, type Rule } from '#kernel';

type Row = readonly [code: string, record: string, text: string, remedy: string];

/** How a transaction that is accepted ends, by what was asked for (eBond v1.9, p. CB-39). */
export const BOND_FINALS = {
  B: ['992', 'NEW EBOND TRANSMITTED IN ACE PER TERMS OF THE EBOND TEST[79 FR 70881]'],
  A: ['993', 'ADDITIONAL ESTB TRANSMITTED IN ACE PER TERMS OF EBOND TEST[79 FR 70881]'],
  V: ['994', 'ESTB HAS BEEN VOIDED IN ACE'],
  C: ['995', 'ESTB AMOUNT HAS BEEN ADJUSTED IN ACE'],
  U: ['996', 'SUBSTITUTION ESTB TRANSMITTED IN ACE PER TERMS OF EBOND TEST79 FR 70881'],
  E: ['997', 'SUPERSEDING ESTB TRANSMITTED IN ACE PER TERMS OF EBOND TEST 79 FR 70881'],
  T: ['998', 'CONT BOND TERMINATION SCHEDULED IN ACE'],
  R: ['SR6', 'BND RIDER ACTION REQUESTS SUCCESSFUL'],
} as const;
export type BondAction = keyof typeof BOND_FINALS;
export const REJECTED = ['S98', 'TRANSACTION DATA REJECTED'] as const;

const ROWS = [
  ['S01', '10', '10 RECORD MISSING', 'Begin each transaction with record 10.'],
  ['S03', '10', 'BAD INPUT RECORD', 'Send the records of the chapter, and in their columns what they are for.'],
  ['S04', '10', 'BOND DESIG INVALID OR MISSING', 'Send B, A, V, C, U, E, T or R.'],
  ['S05', '10', 'BOND TYPE INVALID OR MISSING', 'Send 8 continuous or 9 single transaction, as the bond on file is.'],
  [
    'S06',
    '10',
    'BOND DESIG TYP NOT VALID FOR BOND TYP',
    'A continuous bond takes B, T and R; a single transaction bond all but T.',
  ],
  [
    'S07',
    '10',
    'CANNOT ADD STB ALREADY ON-FILE FOR TRAN',
    'The transaction has its bond: send A for a further one, U or E in its place.',
  ],
  [
    'S08',
    '10',
    'STB ALREADY MATCHED TO TRANSACTION',
    'The entry is on file under this bond: substitute or supersede it instead.',
  ],
  ['S09', '10', 'STB ALREADY VOID', 'Nothing to do: file a new bond if one is needed.'],
  [
    'S10',
    '10',
    'STB NOT MATCHED TO TRANSACTION',
    'Void the bond and file it with the right amount: the entry is not on file yet.',
  ],
  ['S11', '10', 'ACTION NOT ALLOWED AFTER ENTRY SUMMARY', 'Supersede the bond (E): the entry summary is on file.'],
  [
    'S12',
    '10',
    'NOT ALLOWED ENTRY FILED OVER 90 DAYS AGO',
    'Ask the port: the entry was placed on file more than 90 days ago.',
  ],
  ['S13', '10', 'CONT BOND ALREADY TERMINATED', 'Nothing to do: the bond has ended, or its end is scheduled.'],
  ['S14', '10', 'BOND ACTIVITY TYPE INVALID OR MISSING', 'Send an activity code of the table that the bond type has.'],
  ['S15', '10', 'BOND AMOUNT INVALID OR MISSING', 'Send whole dollars, above zero.'],
  ['S16', '10', 'EXECUTION DATE INVALID OR MISSING', 'Send the day of transmission by Eastern time.'],
  ['S17', '10', 'EFFECTIVE DATE INVALID OR MISSING', 'Send a day that is not before the execution date.'],
  ['S18', '10', 'EFFECTIVE DATE NOT USED FOR STB', 'Leave it empty: the bond is good for its transaction.'],
  ['S19', '10', 'NOT USED WITH BND TYP', 'Leave out the termination date: a single transaction bond has none.'],
  ['S20', '10', 'NOT USED WITH THIS BND DESIG TYP CODE', 'Leave the field or record out with this designation.'],
  [
    'S21',
    '10',
    'TERMINATION DATE INVALID OR MISSING',
    'Send a day after the effective date that keeps the notice: 15 days from the surety, ten business days from the principal.',
  ],
  ['S22', '10', 'BOND NUMBER INVALID OR MISSING', 'Send the number that the CX gave when the bond was filed.'],
  ['S23', '10', 'BOND NUMBER NOT ON-FILE', 'Correct the number.'],
  ['S24', '20', '20 RECORD NOT USED FOR CONT BONDS', 'Leave record 20 out.'],
  ['S25', '20', '20 RECORD MISSING', 'Say in record 20 what the bond secures.'],
  ['S26', '20', '20 RECORD COUNT EXCEEDED', 'Send one record 20.'],
  ['S27', '20', 'TRANS ID TYPE CD INVALID OR MISSING', 'Send 1 to 5, as the activity allows.'],
  ['S28', '20', 'ENTRY TYP REQUIRED FOR TRANS ID TYP', 'Send the entry type.'],
  ['S29', '20', 'ENTRY TYP NOT USED FOR TRANS ID TYP', 'Leave the entry type empty.'],
  ['S30', '20', 'TRANS ID INVALID OR MISSING', 'Send the number without hyphens, with its check digit.'],
  ['S31', '30', '30 RECORD MISSING', 'Name the principal in record 30.'],
  ['S32', '30', 'PRINC ID NUM TYPE INVALID OR MISSING', 'Send EI, ANI or 34.'],
  ['S33', '30', 'PRINC ID NUM INVALID OR MISSING', 'Send the number in the form of its type.'],
  ['S34', '30', 'PRINC ID NUM NOT IN ACE', 'Have the importer registered with a trade account.'],
  ['S35', '30', 'PRINC ID NUM NOT ACTIVE IN ACE', "Have the importer's number made active again."],
  ['S36', '30', 'NAME MUST BE SPACE FILLED', 'Leave the name out: the one on file comes back.'],
  ['S37', '35', '35 RECORD COUNT EXCEEDED', 'Send at most 99.'],
  ['S38', '35', 'CO-PRINC ID NUM TYPE INVALID OR MISSING', 'Send EI, ANI or 34.'],
  ['S39', '35', 'CO-PRINC ID NUM INVALID OR MISSING', 'Send the number in the form of its type.'],
  ['S40', '35', 'CO-PRINC ID NUM NOT IN ACE', 'Have the co-principal registered with a trade account.'],
  ['S41', '35', 'CO-PRINC ID NUM NOT ACTIVE IN ACE', "Have the co-principal's number made active again."],
  ['S42', '35', 'DUPLICATE CO-PRINCIPAL ID NUMBER', 'Name each co-principal once.'],
  ['S43', '36', '36 RECORD COUNT EXCEEDED', 'Send at most 999.'],
  ['S44', '36', 'BND USR ID NUM TYPE INVALID OR MISSING', 'Send EI or ANI.'],
  ['S45', '36', 'BND USR ID NUM INVALID OR MISSING', 'Send the number in the form of its type.'],
  ['S46', '36', 'BND USR ID NUM NOT IN ACE', 'Have the user registered with a trade account.'],
  ['S47', '36', 'BND USR ID NUM NOT ACTIVE IN ACE', "Have the user's number made active again."],
  ['S48', '36', 'DUPLICATE BOND USER ID NUMBER', 'Name each user once.'],
  ['S49', '40', '40 RECORD MISSING', 'Name the surety in record 40.'],
  ['S50', '40', 'SURETY CODE INVALID OR MISSING', 'Send three digits.'],
  ['S51', '40', 'SURETY CODE NOT IN ACE', 'Send the code of a surety on the list of active sureties.'],
  ['S52', '40', 'AGENT ID NUM INVALID OR MISSING', 'Send XXX-XX-XXXX.'],
  ['S53', '40', 'AGENT ID NUM NOT IN ACE', 'Send the number under which the surety named you its agent.'],
  [
    'S54',
    '40',
    'AGENT ID NUM NOT POA FOR SURETY IN ACE',
    'Send the number that this surety gave, or ask it to name the agent.',
  ],
  ['S55', '45', 'DUPLICATE CO-SURETY CODE', 'Name each co-surety once.'],
  ['S56', '40', 'SURETY LIABILITY REQUIRED WITH CO-SURETY', 'Say what the surety itself is liable for.'],
  ['S57', '40', 'SURETY/CO-SUR CODE NOT ON FILE FOR BOND', 'Name the sureties of the bond on file.'],
  ['S58', '35', 'CO-PRINC ID NUM CANNOT EQUAL PRINC ID NU', 'Leave the principal out of the co-principals.'],
  ['S59', '36', 'BND USR ID NUM CANNOT EQUAL PRINC ID NUM', 'Leave the principal out of the users.'],
  ['S60', '36', 'BND USR ID NUM CANNOT EQUAL CO-PRINC ID', 'Leave co-principals out of the users.'],
  ['S61', '45', 'CO-SURETY CANNOT EQUAL SURETY CODE', 'Leave the surety out of the co-sureties.'],
  ['S62', '12', '12 RECORD COUNT EXCEEDED', 'Send one record 12.'],
  ['S63', '12', 'INVALID SNP', 'Send port, filer code and office (NNNNXXXNN), each once, and not the filer itself.'],
  [
    'S64',
    '12',
    'INVALID SNP PROFILE',
    'Name parties whose filer code has an account here: another one is told nothing.',
  ],
  [
    'S65',
    '10',
    'BOND DESIG RQRS ENTRY WITH EXISTING BND',
    'File a basic bond (B): the transaction has no single transaction bond on file.',
  ],
  ['S66', '30', '30 RECORD COUNT EXCEEDED', 'Send one record 30; others are co-principals.'],
  ['S67', '40', '40 RECORD COUNT EXCEEDED', 'Send one record 40; others are co-sureties.'],
  ['S68', '45', '45 RECORD COUNT EXCEEDED', 'Send at most 99.'],
  ['S69', '10', 'ACTION NOT ALLOWED BEFORE CARGO RELEASE', 'Wait for the release, or void the bond and file another.'],
  [
    'S70',
    '20',
    'ENTRY TYP NOT VALID WITH BOND ACTVTY',
    'Use an entry type that the activity is for: 41 to 47 with 1A, another with the rest.',
  ],
  [
    'S71',
    '10',
    'OUT OF SEQUENCE RECORD FOUND',
    'Send the records in the order 10, 12, 20, 30, 35, 36, 40, then 45 or 46.',
  ],
  [
    'S72',
    '36',
    'ID NUM MUST MATCH PRINC OR CO-PRINC NUM',
    'Name divisions of the principal or of a co-principal; somebody else is a co-principal of a bond of its own.',
  ],
  [
    'S73',
    '10',
    'BND AMOUNT MUST EQUAL SUM OF SURETY LIAB',
    'Let the liabilities of surety and co-sureties add up to the amount.',
  ],
  ['S74', '10', 'CANNOT TERM BOND NOT IN ACTIVE STATUS', 'Nothing to do: the bond is not in force.'],
  ['S75', '40', 'SURETY CODE NOT ACTIVE IN ACE', 'Have a surety sign that is on the list of Treasury on the day.'],
  ['S76', '40', 'SURETY LIABILITY AMOUNT INVALID', 'Send whole dollars, above zero.'],
  ['S77', '10', 'MUST BE SPACE FILLED WITH BOND DESIG TYP', 'Leave the effective date empty with this designation.'],
  ['S78', '10', 'ACTN NOT ALLOWED BEFORE ACE ENTRY FILED', 'File the entry first.'],
  ['S79', '20', 'INVALID ENTRY TYPE', 'Send an entry type of the table.'],
  ['S80', '10', 'NOT ALLOWED NOT ORIGINAL FILER OF BOND', 'Ask the surety of the bond to send it.'],
  ['S81', '10', 'RIDER NOT ALLOWED DUE TO BOND STATUS', 'File a new bond: this one is not in force.'],
  ['S82', '10', 'INVALID RECON FLAG', 'Send Y or N.'],
  [
    'S83',
    '10',
    'INVALID RECON RIDER ACTION REQUEST',
    'Ask for what the bond has not: Y where no rider is on it, N where one is.',
  ],
  ['S84', '10', 'INVALID USVI FLAG', 'Send Y.'],
  ['S85', '10', 'INVALID USVI RIDER ACTION REQUEST', 'Nothing to do: the rider is on the bond.'],
  [
    'S86',
    '36',
    'INVALID USER RIDER ACTION CODE',
    'Send A or D for each user; a rider asks for one thing at the least.',
  ],
  ['S87', '36', 'CANNOT DELETE BND USR NOT ON-FILE', 'Correct the number: it does not use the bond.'],
  ['S88', '36', 'CANNOT DELETE BND USR ALREADY DELETED', 'Nothing to do: the user leaves the bond already.'],
  ['S89', '36', 'CANNOT ADD BND USR ALEADY ON-FILE', 'Nothing to do: the number is on the bond.'],
  ['S90', '36', 'NOT USED WITH THIS USR RIDER ACTION CODE', 'Send the add date with A, the delete date with D.'],
  ['S91', '36', 'USER ADD DATE INVALID OR MISSING', 'Send a day that is not before the effective date of the bond.'],
  [
    'S92',
    '36',
    'USER DELETE DATE INVALID OR MISSING',
    'Send a day ten days after the effective date of the bond, or later.',
  ],
  [
    'S93',
    '10',
    'BND AMT EXCEEDS SURETY UNDERWRITING LMT',
    'Stay within the limit of the surety, or name co-sureties or a reinsurer for what goes beyond.',
  ],
  [
    'S94',
    '10',
    'BND AMT EXCEEDS SUM OF UNDERWRITING LMTS',
    'Name further co-sureties, so that their limits add up to the amount.',
  ],
  [
    'S95',
    '40',
    'NOT AUTHORIZED TO TRANSMIT FOR SURETY',
    'Ask the surety that is named to name you its agent, or let it file itself.',
  ],
  [
    'S96',
    '10',
    'CANNOT ADD BOND ALREADY ON-FILE FOR IR',
    'Terminate the bond on file first; the new one may begin on the day on which that ends.',
  ],
  [
    'S97',
    '40',
    'LIAB AMT EXCEEDS AGENT LIMIT BY SURETY',
    'Stay within what the surety lets its agent sign for, or let it file itself.',
  ],
  ['SR1', '46', '46 RECORD COUNT EXCEEDED', 'Send one record 46.'],
  ['SR2', '46', '46 RECORD NOT VALID WITH 45 RECORD', 'Send co-sureties or a reinsurer, not both.'],
  ['SR3', '46', 'RE-INSURER CANNOT EQUAL SURETY CODE', 'Name another company.'],
  ['SR4', '46', 'RE-INSURER NOT ON FILE FOR BOND', 'Name the reinsurer of the bond on file.'],
  [
    'SR5',
    '10',
    'BND AMT EXCEEDS REINSUR UNDERWRITING LMT',
    "Name a reinsurer whose limit is good for what goes beyond the surety's.",
  ],
] as const satisfies readonly Row[];
export type BondConditionCode = (typeof ROWS)[number][0];

interface BondRule extends Rule<BondConditionCode> {
  readonly record: string;
}

/** Every condition that a bond gets here, with the codes and the words of the chapter (eBond v1.9, pp. CB-39..41). */
export const BOND_CONDITIONS = catalogue<BondRule>(
  ROWS.map(([code, record, text, remedy]) => ({
    ...{ code, record, text, remedy, severity: 'fatal', resend: false },
    source: 'eBond guide v1.9, pp. CB-39..41',
  })),
);

export interface BondPlace {
  readonly recordIndex: number | null;
  /** JSON pointer into the body, for filings that have no records. */
  readonly at: string;
  readonly record?: string;
}

export const bondCondition = (code: BondConditionCode, place: BondPlace, detail?: string): Condition => {
  const { text, remedy, severity, record } = BOND_CONDITIONS.get(code);
  return {
    ...{ code, text, remedy: detail ? `${remedy} ${detail}` : remedy, severity },
    ...{ grouping: null, record: place.record ?? record, recordIndex: place.recordIndex },
    ...{ field: place.at.split('/').at(-1) ?? null, at: place.recordIndex === null ? place.at : null },
  };
};

export const bondConditionTable = (): string => catalogueTable(BOND_CONDITIONS.all);
