import type { CustomsDate } from '#kernel';
import type { Effective } from '#reference';
import type { Program } from '../trusted-standing/programs';

/** The agreement that an account signs with CBP. */
export interface Agreement extends Effective {
  readonly program: Program;
  readonly version: string;
  readonly text: string;
}

export const AGREEMENTS: readonly Agreement[] = [
  {
    ...{ program: 'CTPAT', version: 'CTPAT-2020', from: '2020-01-01' },
    text: 'The account keeps a documented supply chain security programme by the criteria of CTPAT, assesses it once a year, lets CBP validate it at its places of business, and tells of incidents. CBP keeps what it is told confidential and gives the benefits of the tier.',
  },
  {
    ...{ program: 'Trade Compliance', version: 'MOU-2022', from: '2022-08-01' },
    text: 'Memorandum of understanding: the account keeps internal controls over its imports, tests them once a year, discloses what it finds, and tells CBP of major changes. CBP leaves regular audits to those who do not.',
  },
];

/** How well a practice must be kept up: what is a must stands in the way of certification. */
export type Weight = 'must' | 'should';

export interface Criterion {
  /** Such as `3.2`. */
  readonly code: string;
  readonly heading: string;
  readonly weight: Weight;
  readonly text: string;
  /** Whether an answer must name a document. */
  readonly evidence: boolean;
}

/** The questionnaire of a program, in force from a day on. An application keeps the version with which it was opened until the account takes the newer one. */
export interface CriteriaVersion {
  readonly program: Program;
  readonly version: string;
  readonly from: CustomsDate;
  readonly source: string;
  readonly criteria: readonly Criterion[];
}

/** Code | must or should | with a document or without | text; the heading of a first number stands on a line of its own. */
const criteria = (table: string): Criterion[] => {
  const found: Criterion[] = [];
  let heading = '';
  for (const line of table.split('\n').map((text) => text.trim())) {
    if (line === '') continue;
    const [code, weight, evidence, text] = line.split('|');
    if (text === undefined) heading = line;
    else
      found.push({
        code: code!,
        heading,
        weight: weight as Weight,
        evidence: evidence === 'document',
        text: text.trim(),
      });
  }
  return found;
};

export const CRITERIA: readonly CriteriaVersion[] = [
  {
    ...{ program: 'CTPAT', version: '2005-03', from: '2005-03-25' },
    source: 'C-TPAT security criteria for importers, 25 March 2005',
    criteria: criteria(`
      Business partners
      1.1|must|document|Written procedures for choosing and checking business partners
      1.2|should|none|Partners show that they keep the criteria, or are in the programme themselves
      Container security
      2.1|must|document|Containers are inspected before they are loaded, at seven points
      2.2|must|none|Loaded containers have a high security seal of ISO/PAS 17712
      Physical access controls
      3.1|must|none|Employees, visitors and deliveries are identified where they come in
      Personnel security
      4.1|must|none|Applications of employees are verified before they are taken on
      Procedural security
      5.1|must|document|Shortages, overages and other discrepancies are resolved and reported
      Security training and threat awareness
      6.1|must|none|Employees know the threats at each point of the supply chain
      Physical security
      7.1|must|none|Buildings, fences, gates, locks and lighting keep out who does not belong there
      Information technology security
      8.1|must|none|Accounts of persons with passwords that are changed`),
  },
  {
    ...{ program: 'CTPAT', version: '2020-01', from: '2020-01-01' },
    source: 'CTPAT minimum security criteria for U.S. importers, in force since January 2020; 6 U.S.C. 963',
    criteria: criteria(`
      Security vision and responsibility
      1.1|should|document|A statement of support for supply chain security, signed by a senior officer
      1.2|must|document|A security programme that is reviewed once a year, with what was found
      1.3|must|none|A point of contact who knows the programme and tells management of it
      Risk assessment
      2.1|must|document|A documented assessment of the risk in the supply chain
      2.2|must|none|The assessment is renewed once a year, and when risks change
      2.3|should|none|Plans for crises, continuity and recovery
      Business partners
      3.1|must|document|A written process, by risk, for choosing new partners and watching present ones
      3.2|must|document|Partners outside CTPAT show by their answers that they keep the criteria
      3.3|must|none|Weaknesses of partners are dealt with as soon as they are found
      3.4|should|none|Measures against goods made by forced labor
      Cybersecurity
      4.1|must|document|Written policies that protect information systems
      4.2|must|none|Systems are protected against malware and intrusion, and kept up to date
      4.3|must|none|Access by a person's own account, taken away when the person leaves
      4.4|should|none|Data are backed up, encrypted where they are sensitive
      Container and conveyance security
      5.1|must|none|Conveyances and containers are kept where nobody tampers with them
      5.2|must|document|Written procedures for inspection at seven points, and for pests
      5.3|should|none|Conveyances are tracked between loading and arrival
      Seal security
      6.1|must|document|A written procedure for high security seals: issue, control, what to do with a broken one
      6.2|must|none|Seals meet ISO 17712
      6.3|must|none|Seals are verified: view, number, tug, twist
      Procedural security
      7.1|must|none|Cargo that is staged overnight is kept from unauthorized access
      7.2|must|none|What is told to CBP and to carriers is complete, exact and in time
      7.3|must|document|Written procedures for reporting an incident, with whom to call
      7.4|must|none|Discrepancies of cargo are resolved
      Agricultural security
      8.1|must|document|Written procedures against pests, with wood packaging by ISPM 15
      Physical security
      9.1|must|none|Offices and yards have barriers or deterrents against unauthorized access
      9.2|must|none|Gates where vehicles and persons come in are watched
      9.3|should|none|Lighting and cameras where goods are handled and stored
      Physical access controls
      10.1|must|document|Written procedures for badges, keys and codes
      10.2|must|none|Visitors and drivers show identification, and visitors are registered
      Personnel security
      11.1|must|document|Written process for screening employees before they are taken on, and from time to time
      11.2|must|none|A code of conduct that employees accept
      Education, training and awareness
      12.1|must|none|Training for employees, by their function and with records of it
      12.2|must|none|Employees know how to report an incident`),
  },
  {
    ...{ program: 'Trade Compliance', version: '2022-08', from: '2022-08-01' },
    source: 'CTPAT Trade Compliance questionnaire, August 2022',
    criteria: criteria(`
      Control environment
      1.1|must|document|A compliance organisation with written responsibility, and management that supports it
      Risk assessment
      2.1|must|document|Risks of classification, value, origin, preference and quantity are assessed once a year
      Control activities
      3.1|must|document|Written internal controls for what the risks are
      3.2|must|none|Records are kept and found for five years (19 CFR 163.4)
      Information and communication
      4.1|should|none|What changes in rules or goods reaches those who declare
      Monitoring
      5.1|must|document|A plan of periodic tests, by sample, with what was found and corrected
      5.2|must|none|Errors that cost revenue are disclosed and paid
      Forced labor
      6.1|must|document|A map of the supply chain by risk, a code of conduct, and a plan of remedy
      Partners
      7.1|should|none|Brokers are instructed, and what they file is checked`),
  },
];

const newest = <T extends { readonly program: Program; readonly from: CustomsDate }>(
  rows: readonly T[],
  program: Program,
  day: CustomsDate,
): T | undefined =>
  rows.filter((row) => row.program === program && row.from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))[0];

/** The questionnaire in force on a day. */
export const criteriaOn = (program: Program, day: CustomsDate): CriteriaVersion | undefined =>
  newest(CRITERIA, program, day);
export const agreementOn = (program: Program, day: CustomsDate): Agreement | undefined =>
  newest(AGREEMENTS, program, day);
export const criteriaOf = (program: Program, version: string): CriteriaVersion =>
  CRITERIA.find((row) => row.program === program && row.version === version)!;
