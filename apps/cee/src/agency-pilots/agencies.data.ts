/** Partner agencies with which pilots are run: code of the agency, name. Source: ACE appendix PGA, agency codes. */
export const AGENCIES: ReadonlyMap<string, string> = new Map([
  ['APH', 'Animal and Plant Health Inspection Service'],
  ['ATF', 'Bureau of Alcohol, Tobacco, Firearms and Explosives'],
  ['CDC', 'Centers for Disease Control and Prevention'],
  ['CPS', 'Consumer Product Safety Commission'],
  ['DEA', 'Drug Enforcement Administration'],
  ['EPA', 'Environmental Protection Agency'],
  ['FDA', 'Food and Drug Administration'],
  ['FSI', 'Food Safety and Inspection Service'],
  ['FWS', 'Fish and Wildlife Service'],
  ['NHT', 'National Highway Traffic Safety Administration'],
  ['NMF', 'National Marine Fisheries Service'],
  ['TTB', 'Alcohol and Tobacco Tax and Trade Bureau'],
]);
