/**
 * Notices that were really sent between 1994 and 2026, stated in the model: facts only, in our own words. `says` is what their
 * generated text must tell a reader. `number` is null where only a press report is known.
 */
export interface NoticeOfRecord {
  readonly number: string | null;
  readonly content: object;
  readonly says: readonly string[];
}

const et = (date: string, clock: string): object => ({ date, clock, zone: 'ET' });
const presumed = (date: string, clock: string): object => ({ date, clock, zone: 'ET', presumed: true });
const certification = { environment: 'certification' };
const fdaScreening = { functions: ['fda screening'] };

export const NOTICES_OF_RECORD: readonly NoticeOfRecord[] = [
  {
    number: '94-000831',
    content: {
      title: 'More maintenance of ACS at a weekend',
      published: { date: '1994-08-17' },
      audience: ['ABI'],
      statement: {
        kind: 'planned maintenance',
        system: 'ACS',
        stage: 'expected',
        confirmed: {},
        windows: [{ from: et('1994-08-20', '16:00'), to: et('1994-08-21', '03:00') }],
        instructions: [{ becomes: 'held and processed after' }],
      },
    },
    says: [
      'Planned maintenance of ACS',
      'To: ABI',
      'All functions',
      'from 20 August 1994 16:00 ET (20:00 UTC) to 21 August 1994 03:00 ET (07:00 UTC)',
      'All messages are accepted and kept, and processed afterwards',
    ],
  },
  {
    number: '08-000050',
    content: {
      title: 'Rail messages come late',
      published: { date: '2008-04-10' },
      audience: ['rail carriers'],
      statement: {
        kind: 'slowdown',
        system: 'ACE',
        confirmed: { functions: ['rail manifest'], modes: ['rail'] },
        symptoms: [{ sign: 'backlog', functions: ['rail manifest'], waiting: 3_000_000 }],
        instructions: [
          {
            functions: ['rail manifest'],
            becomes: 'purged',
            acts: [{ do: 'resend', messages: ['bill'], byHand: true, force: 'if needed' }],
          },
          {
            functions: ['rail manifest'],
            which: { sentBefore: { relation: 'before', date: '2008-04-10' } },
            becomes: 'lost',
            certain: false,
          },
        ],
      },
    },
    says: [
      'Slowdown',
      'Rail manifest',
      'more than 3000000 wait',
      'purged from the queue',
      'may be lost',
      'If needed, send bill messages again, by hand',
      'To: rail carriers',
    ],
  },
  {
    number: null,
    content: {
      title: 'FDA screening away on 26 July 2008',
      published: { date: '2008-07' },
      statement: {
        kind: 'outage',
        system: 'ACS',
        owner: 'partner agency',
        stage: 'expected',
        confirmed: fdaScreening,
        windows: [{ from: { date: '2008-07-26', clock: '03:00' }, to: { date: '2008-07-26', clock: '06:00' } }],
        instructions: [
          {
            functions: ['fda screening'],
            becomes: 'queued',
            acts: [{ do: 'give a document', document: 'signed ABI copy', road: 'by hand', force: 'may' }],
          },
        ],
      },
    },
    says: [
      'on the side of a partner agency',
      'FDA screening',
      '26 July 2008 03:00 (time zone not stated)',
      '26 July 2008 06:00',
      'are queued',
      'You may give the signed ABI copy',
      'Published: July 2008',
    ],
  },
  {
    number: '12-000041',
    content: {
      title: 'Maintenance of ACE at short notice',
      published: { date: '2012-02-10' },
      thread: { next: '12-000043', translations: [{ language: 'es', number: '12-000042' }] },
      statement: {
        kind: 'emergency maintenance',
        system: 'ACE',
        stage: 'expected',
        confirmed: {
          functions: ['trade portal', 'edi link', 'truck manifest', 'ocean manifest', 'rail manifest', 'entry summary'],
        },
        cause: { what: 'earlier outages', at: { date: '2012-02-09' } },
        windows: [
          {
            from: et('2012-02-10', '15:00'),
            to: et('2012-02-10', '17:00'),
            lengths: [
              { function: 'trade portal', minutes: 120 },
              { function: 'edi link', minutes: 60 },
            ],
          },
        ],
        instructions: [
          {
            functions: ['truck manifest', 'ocean manifest', 'rail manifest', 'entry summary'],
            becomes: 'held and processed after',
            processedAt: { relation: 'about', date: '2012-02-10', clock: '16:00', zone: 'ET' },
          },
          { acts: [{ do: 'work with', whom: 'the local port', by: 'carriers' }] },
        ],
      },
    },
    says: [
      'Emergency maintenance (not planned)',
      'Portal, trade users',
      'EDI',
      'Truck manifest',
      'Ocean manifest',
      'Rail manifest',
      'Entry summary',
      '10 February 2012 15:00 ET',
      '17:00 ET',
      'EDI about 60 minutes',
      'Portal, trade users about 120 minutes',
      'about 10 February 2012 16:00',
      'Carriers: work with the local port',
      'in Spanish: 12-000042',
      'Followed by: 12-000043',
      'Earlier outages, 9 February 2012',
    ],
  },
  {
    number: '12-000291',
    content: {
      title: 'Maintenance of the portal may last longer',
      published: et('2012-08-03', '13:41'),
      audience: ['portal accounts'],
      statement: {
        kind: 'planned maintenance',
        system: 'ACE',
        stage: 'expected',
        confirmed: { functions: ['trade portal'] },
        windows: [
          { from: presumed('2012-08-05', '05:00'), to: presumed('2012-08-05', '08:00'), certainty: 'possible' },
        ],
        instructions: [{ acts: [{ do: 'wait for a notice' }] }],
      },
    },
    says: [
      'Planned maintenance',
      'To: portal accounts',
      'Portal, trade users',
      '5 August 2012 05:00 ET (presumed)',
      '08:00 ET (presumed)',
      'possible',
      'Wait for the notice that follows',
      '3 August 2012 13:41 ET',
    ],
  },
  {
    number: '12-000495',
    content: {
      title: 'Rules after the hurricane at New York and Newark',
      published: { date: '2012-11-06' },
      audience: ['ABI', 'portal accounts'],
      statement: {
        kind: 'contingency',
        system: 'ACE',
        stage: 'in force',
        confirmed: {
          functions: ['multimodal manifest', 'in-bond', 'cargo release', 'entry'],
          ports: ['4601'],
          portGroups: ['diversion ports'],
        },
        cause: { what: 'disaster', name: 'Hurricane Sandy' },
        ports: { downtimeProcedures: 'as needed', accept: ['paper stamped delivery authorised'] },
        relief: {
          noPenaltyFor: ['diversion without electronic change', 'moving containers without electronic release'],
        },
        instructions: [
          {
            functions: ['multimodal manifest'],
            acts: [{ do: 'do not change', record: 'manifest', once: 'the conveyance has arrived', by: 'carriers' }],
          },
        ],
      },
    },
    says: [
      'Contingency rules',
      'Multimodal manifest',
      'In-bond',
      'Cargo release',
      'Entry',
      '(4601)',
      'the ports of diversion',
      'Hurricane Sandy',
      'Ports may accept: paper stamped delivery authorised',
      'No penalty for diversion without electronic change',
      'No penalty for moving containers without electronic release',
      'Carriers: do not change the manifest once the conveyance has arrived',
    ],
  },
  {
    number: '13-000245',
    content: {
      title: 'Air in-bond transfers without their notice',
      published: et('2013-05-16', '18:17'),
      audience: ['air carriers'],
      thread: { related: ['13-000242'] },
      statement: {
        kind: 'defect',
        system: 'ACE',
        stage: 'resolved',
        confirmed: { functions: ['air in-bond transfer'], modes: ['air'] },
        symptoms: [{ sign: 'notices not sent', functions: ['air in-bond transfer'], messages: ['1D'] }],
        windows: [{ to: et('2013-05-16', '14:48'), interruption: 'not stated' }],
        instructions: [
          {
            functions: ['air in-bond transfer'],
            which: { sentBefore: et('2013-05-16', '14:48'), gotNo: '1D notice' },
            acts: [
              { do: 'cancel and send again', message: 'transfer', cancelWith: 'action 000', sendAgainAs: 'FRC' },
              { do: 'cancel and send again', message: 'QX', cancelWith: 'action D', sendAgainAs: 'action A' },
            ],
          },
        ],
      },
    },
    says: [
      'Air in-bond transfer',
      '1D',
      'notices are not sent',
      'sent before 16 May 2013 14:48 ET',
      'got no 1D notice',
      'Cancel each transfer with action 000, then send it again as FRC',
      'Cancel each QX with action D, then send it again as action A',
      'See also: 13-000242',
      'resolved',
    ],
  },
  {
    number: '15-000386',
    content: {
      title: 'Second repair of air manifest goes in at night',
      published: et('2015-06-20', '00:20'),
      audience: ['ABI'],
      thread: { related: ['15-000385'] },
      statement: {
        kind: 'emergency fix',
        system: 'ACE',
        repair: 2,
        confirmed: { functions: ['air manifest notices'], modes: ['air'] },
        symptoms: [{ sign: 'duplicates looping', functions: ['air manifest notices'] }],
        windows: [{ from: { date: '2015-06-20' }, interruption: 'none' }],
        ports: { downtimeProcedures: 'local work-arounds' },
        support: { what: 'support room', until: { date: '2015-06-24' } },
      },
    },
    says: [
      'Emergency fix',
      'repair 2',
      'Air manifest notices',
      'duplicates are sent in a loop',
      'no interruption is expected',
      '20 June 2015',
      'work-arounds of their own',
      'support room is staffed until 24 June 2015',
      '15-000385',
    ],
  },
  {
    number: null,
    content: {
      title: 'Entry summaries are not processed',
      published: { date: '2016-04-04' },
      statement: {
        kind: 'outage',
        system: 'ACE',
        confirmed: { functions: ['entry summary'] },
        symptoms: [{ sign: 'not processed', functions: ['entry summary'] }],
        windows: [{ from: { date: '2016-04-04' } }],
        shares: [
          { function: 'cargo release', percent: 64 },
          { function: 'entry summary', percent: 89 },
        ],
      },
    },
    says: [
      'Outage of ACE',
      'Entry summary: messages are not processed',
      'from 4 April 2016',
      'Cargo release carries 64 %',
      'Entry summary carries 89 %',
    ],
  },
  {
    number: null,
    content: {
      title: 'Release status messages come late',
      published: { date: '2016-05-26' },
      statement: {
        kind: 'slowdown',
        system: 'ACE',
        confirmed: { functions: ['cargo release status output'], directions: ['outbound'] },
        symptoms: [{ sign: 'late answers', messages: ['SO'], lateMinutes: 60 }],
        windows: [{ from: { date: '2016-05' }, to: { date: '2016-05-26' }, interruption: 'not stated' }],
        milestones: [{ at: { date: '2016-05-26' }, what: 'fix applied' }],
        instructions: [{ messages: ['SO'], acts: [{ do: 'wait', minutes: 60, before: 'calling' }] }],
      },
    },
    says: [
      'Slowdown',
      'Cargo release status messages (SO)',
      'up to 60 minutes late',
      'from May 2016 to 26 May 2016',
      'Wait 60 minutes before calling',
      '26 May 2016: fix applied',
      'outbound',
    ],
  },
  {
    number: '16-000623',
    content: {
      title: 'Deployment in production on a July night',
      published: { relation: 'before', date: '2016-07-23' },
      statement: {
        kind: 'planned deployment',
        system: 'ACE',
        stage: 'expected',
        confirmed: {},
        windows: [{ from: et('2016-07-23', '22:00'), to: et('2016-07-24', '04:00') }],
        brings: ['quota entry types'],
      },
    },
    says: [
      'Planned deployment of ACE in production',
      '23 July 2016 22:00 ET',
      '24 July 2016 04:00 ET',
      'quota entry types',
      'All functions',
      'Published: before 23 July 2016',
    ],
  },
  {
    number: '16-000875',
    content: {
      title: 'FDA interface away at times',
      published: { date: '2016-10-07' },
      statement: {
        kind: 'planned maintenance',
        system: 'ACE',
        owner: 'partner agency',
        stage: 'expected',
        confirmed: { functions: ['fda screening', 'fda prior notice portal', 'fda status look-up'] },
        symptoms: [{ sign: 'interrupted' }],
        windows: [
          {
            from: presumed('2016-10-08', '02:00'),
            to: presumed('2016-10-08', '10:00'),
            breaks: { count: 3, minutesEach: 30 },
          },
        ],
        instructions: [{ becomes: 'queued' }],
      },
    },
    says: [
      'FDA screening',
      'FDA prior notice portal',
      'FDA status look-up',
      '3 breaks of 30 minutes',
      'are queued',
      '8 October 2016 02:00 ET (presumed)',
      '10:00 ET (presumed)',
      'interrupted at times',
    ],
  },
  {
    number: '16-000935',
    content: {
      title: 'System failures and refused agency data in certification',
      published: { date: '2016-11-02' },
      audience: ['ABI'],
      statement: {
        kind: 'defect',
        system: 'ACE',
        stage: 'resolved',
        confirmed: { ...certification, functions: ['entry summary', 'cargo release', 'agency data'] },
        symptoms: [
          { sign: 'refused', messages: ['AE'], refusal: { code: 'E90', text: 'SYSTEM FAILURE' } },
          { sign: 'refused', messages: ['SE'], functions: ['agency data'] },
        ],
        instructions: [
          {
            functions: ['entry summary'],
            acts: [{ do: 'resend', messages: ['AE'], which: { refusedWith: { code: 'E90', text: 'SYSTEM FAILURE' } } }],
          },
          {
            functions: ['cargo release'],
            acts: [{ do: 'resend', messages: ['SE'], which: { refusedForDataOf: 'PGA' } }],
          },
        ],
      },
    },
    says: [
      'in certification',
      'Entry summary',
      'Cargo release',
      'Partner agency data (PGA)',
      'Send AE messages that were refused with E90 "SYSTEM FAILURE" again',
      'Send SE messages that were refused for their PGA data again',
      'To: ABI',
    ],
  },
  {
    number: '17-000112',
    content: {
      title: 'Deployment in production on a Thursday morning',
      published: { relation: 'before', date: '2017-03-02' },
      statement: {
        kind: 'planned deployment',
        system: 'ACE',
        stage: 'expected',
        confirmed: { functions: ['cargo release', 'entry summary'] },
        windows: [{ from: et('2017-03-02', '05:00'), to: et('2017-03-02', '07:00') }],
      },
    },
    says: [
      'Planned deployment',
      'Cargo release',
      'Entry summary',
      '2 March 2017 05:00 ET',
      '2 March 2017 07:00 ET',
      'before 2 March 2017',
    ],
  },
  {
    number: '17-000477',
    content: {
      title: 'Statements change in certification',
      published: { date: '2017-08-10' },
      statement: {
        kind: 'planned deployment',
        system: 'ACE',
        stage: 'expected',
        confirmed: { ...certification, functions: ['statements'] },
        windows: [
          {
            from: { clock: '05:00', zone: 'ET', presumed: true },
            to: { clock: '07:00', zone: 'ET', presumed: true },
            interruption: 'none',
          },
        ],
      },
    },
    says: [
      'in certification',
      'Statements',
      'from 05:00 ET (presumed) to 07:00 ET (presumed)',
      'no interruption is expected',
    ],
  },
  {
    number: '17-000718',
    content: {
      title: 'One more day to pay after the outage of 14 November',
      published: { date: '2017-11-15' },
      statement: {
        kind: 'outage',
        system: 'ACE',
        stage: 'resolved',
        confirmed: { functions: ['trade portal', 'edi link', 'payment authorisation'] },
        cause: { what: 'database fault' },
        windows: [{ from: et('2017-11-14', '15:30') }],
        milestones: [{ at: et('2017-11-14', '16:57'), what: 'ports told to use downtime procedures' }],
        relief: { paymentBusinessDays: 1 },
      },
    },
    says: [
      'Portal, trade users',
      'EDI',
      'Payment authorisation',
      'Database fault',
      'from 14 November 2017 15:30 ET',
      '14 November 2017 16:57 ET (21:57 UTC): ports told to use downtime procedures',
      '1 more business day to pay',
    ],
  },
  {
    number: null,
    content: {
      title: 'Government users have trouble',
      published: { date: '2017-12-22' },
      statement: {
        kind: 'outage',
        system: 'ACE',
        confirmed: { functions: ['internal portal'], channels: ['internal'], users: ['government'] },
        windows: [{ from: { date: '2017-12-22' } }],
      },
    },
    says: ['Outage', 'Portal, government users', 'Users: government', '22 December 2017'],
  },
  {
    number: '18-000348',
    content: {
      title: 'Maintenance at the FDA',
      published: { date: '2018-05-17' },
      statement: {
        kind: 'planned maintenance',
        system: 'ACE',
        owner: 'partner agency',
        stage: 'expected',
        confirmed: fdaScreening,
        windows: [{ from: presumed('2018-05-19', '22:00'), to: presumed('2018-05-20', '06:00') }],
        agencyScenario: { agency: 'FDA', programme: 'prior notice', scenario: 2 },
      },
    },
    says: [
      'partner agency',
      'FDA screening',
      '19 May 2018 22:00 ET (presumed)',
      '20 May 2018 06:00 ET (presumed)',
      'FDA prior notice: scenario 2',
    ],
  },
  {
    number: '18-000570',
    content: {
      title: 'Entries for the FDA are processed late',
      published: { date: '2018-09-27' },
      statement: {
        kind: 'slowdown',
        system: 'ACE',
        owner: 'partner agency',
        confirmed: fdaScreening,
        symptoms: [{ sign: 'late answers', functions: ['fda screening'] }],
        windows: [{ from: { date: '2018-09-27' }, interruption: 'not stated' }],
        agencyScenario: { agency: 'FDA', programme: 'prior notice', scenario: 1 },
        instructions: [
          {
            functions: ['fda screening'],
            acts: [
              { do: 'do not resend' },
              { do: 'give a document', document: 'signed ABI copy', road: 'document system', force: 'may' },
            ],
          },
        ],
      },
    },
    says: [
      'Slowdown',
      'FDA screening',
      'Do not resend',
      'scenario 1',
      'You may give the signed ABI copy by document system',
      'from 27 September 2018',
    ],
  },
  {
    number: '18-000703',
    content: {
      title: 'Payment authorisations were refused',
      published: et('2018-11-28', '12:46'),
      statement: {
        kind: 'defect',
        system: 'ACE',
        stage: 'resolved',
        confirmed: { functions: ['payment authorisation'] },
        symptoms: [{ sign: 'refused', messages: ['QN', 'PN'], refusal: { text: 'STATEMENT NOT ON FILE' } }],
        instructions: [
          {
            functions: ['payment authorisation'],
            acts: [{ do: 'resend', messages: ['QN', 'PN'], which: { refusedWith: { text: 'STATEMENT NOT ON FILE' } } }],
          },
        ],
      },
    },
    says: [
      'Defect',
      'resolved',
      'Payment authorisation',
      'QN, PN: messages are refused, told "STATEMENT NOT ON FILE"',
      'Send QN and PN messages that were refused with "STATEMENT NOT ON FILE" again',
      '12:46 ET',
    ],
  },
  {
    number: '19-000204',
    content: {
      title: 'Downtime procedures where the portal trouble needs them',
      published: { date: '2019-04-18' },
      audience: ['ports'],
      thread: { next: '19-000207' },
      statement: {
        kind: 'outage',
        system: 'ACE',
        confirmed: { functions: ['trade portal', 'truck manifest'], modes: ['truck'] },
        symptoms: [{ sign: 'data missing at the port', functions: ['truck manifest'] }],
        windows: [{ from: { date: '2019-04-18' } }],
        stillWorks: ['entry'],
        ports: { downtimeProcedures: 'as needed' },
        instructions: [{ functions: ['entry'], becomes: 'processed as usual' }],
      },
    },
    says: [
      'Portal, trade users',
      'Truck manifest: data may be missing at the port',
      'Entries are processed as usual',
      'Each port uses downtime procedures as it needs them',
      '18 April 2019',
      'Followed by: 19-000207',
    ],
  },
  {
    number: '42072893',
    content: {
      title: 'Large manifest queries are late or fail',
      published: { season: 'spring', date: '2020' },
      statement: {
        kind: 'slowdown',
        system: 'ACE',
        confirmed: { functions: ['cargo manifest query'] },
        symptoms: [
          { sign: 'late answers', messages: ['CQ'] },
          {
            sign: 'query too large',
            messages: ['CQ'],
            refusal: { code: 'ASF', text: 'ACE SYSTEM FAILURE' },
            above: [
              { count: 10_000, of: 'houses of a master bill' },
              { count: 99_999, of: 'records of an answer' },
            ],
          },
        ],
        instructions: [
          {
            functions: ['cargo manifest query'],
            acts: [
              {
                do: 'narrow the query',
                record: 'WR1',
                fields: [
                  { positions: [71, 72], values: ['blank', 'N'] },
                  { positions: [73], values: ['blank', '1'] },
                ],
              },
            ],
          },
        ],
      },
    },
    says: [
      'Cargo manifest query (CQ)',
      'CQ: answers come late',
      'ASF "ACE SYSTEM FAILURE"',
      'above 10000 houses of a master bill',
      'above 99999 records of an answer',
      'in WR1, position 71 and 72 blank or N; position 73 blank or 1',
      'spring 2020',
    ],
  },
  {
    number: '42827228',
    content: {
      title: 'Entries for the FDA take longer',
      published: et('2020-05-26', '17:34'),
      statement: {
        kind: 'slowdown',
        system: 'ACE',
        owner: 'partner agency',
        confirmed: fdaScreening,
        symptoms: [{ sign: 'late answers', functions: ['fda screening'] }],
        windows: [{ from: { date: '2020-05-26' }, interruption: 'not stated' }],
      },
    },
    says: [
      'Slowdown',
      'partner agency',
      'FDA screening: answers come late',
      'from 26 May 2020',
      '26 May 2020 17:34 ET',
    ],
  },
  {
    number: null,
    content: {
      title: 'Manifest trouble at two southern ports',
      published: { date: '2021-04-01' },
      statement: {
        kind: 'outage',
        system: 'ACE',
        confirmed: { functions: ['multimodal manifest'], ports: ['2304', '2402'] },
        possible: { functions: ['multimodal manifest'], portGroups: ['land border'] },
        cause: { what: 'deployment', name: 'patch' },
        windows: [{ from: { date: '2021-04-01' } }],
        ports: { downtimeProcedures: 'in force' },
      },
    },
    says: [
      'Multimodal manifest',
      'Laredo',
      '(2304)',
      'El Paso',
      '(2402)',
      'all ports of the land border',
      'Deployment (patch)',
      'from 1 April 2021',
      'Ports work by their downtime procedures',
    ],
  },
  {
    number: '59889204',
    content: {
      title: 'Forms cannot be opened',
      published: et('2024-03-21', '12:20'),
      statement: {
        kind: 'outage',
        system: 'ACE',
        confirmed: { functions: ['forms'], users: ['trade'] },
        forms: ['CBP 28', 'CBP 29', 'CBP 4647'],
        symptoms: [{ sign: 'access denied', functions: ['forms'] }],
        windows: [{ from: { date: '2024-03-21' } }],
      },
    },
    says: ['Forms', 'CBP 28, CBP 29, CBP 4647', 'access denied', 'Users: trade', 'from 21 March 2024', '12:20 ET'],
  },
  {
    number: '63690754',
    content: {
      title: 'Values are edited in certification',
      published: { date: '2025-01-10' },
      statement: {
        kind: 'edit change',
        system: 'ACE',
        stage: 'in force',
        confirmed: { ...certification, functions: ['cargo release'] },
        editChanges: [{ functions: ['cargo release'], codes: ['119'], edit: 'value' }],
      },
    },
    says: ['Change of edits of ACE in certification', 'Cargo release, value: rejection 119'],
  },
  {
    number: '64825584',
    content: {
      title: 'De minimis edits in certification',
      published: { date: '2025-04-22' },
      statement: {
        kind: 'edit change',
        system: 'ACE',
        stage: 'in force',
        confirmed: { ...certification, functions: ['air manifest', 'truck manifest'] },
        windows: [{ from: et('2025-04-22', '17:00'), interruption: 'none' }],
        editChanges: [
          { functions: ['air manifest'], codes: ['110', '181', '188'] },
          { functions: ['truck manifest'], codes: ['470'] },
          { functions: [], text: 'ENTRY NOT ON FILE', consequence: 'the shipment is refused at primary' },
        ],
      },
    },
    says: [
      'in certification',
      'Air manifest: rejection 110, 181 and 188',
      'Truck manifest: rejection 470',
      '"ENTRY NOT ON FILE"; the shipment is refused at primary',
      '22 April 2025 17:00 ET',
    ],
  },
  {
    number: '67803561',
    content: {
      title: 'Guides for the export truck manifest',
      published: { date: '2026-02-19' },
      statement: {
        kind: 'documents',
        system: 'ACE',
        stage: 'in force',
        confirmed: { functions: ['export truck manifest'] },
        documents: [
          { syntax: 'X12', sets: ['309', '350', '353', '355', '358'], function: 'export truck manifest' },
          { syntax: 'EDIFACT', function: 'export truck manifest' },
        ],
      },
    },
    says: [
      'Documents',
      'Export truck manifest: X12 guides 309, 350, 353, 355, 358',
      'Export truck manifest: EDIFACT guides',
      '19 February 2026',
    ],
  },
  {
    number: null,
    content: {
      title: 'The data centre lost its power',
      statement: {
        kind: 'outage',
        system: 'ACE',
        stage: 'resolved',
        confirmed: {},
        cause: { what: 'power loss', name: 'data centre' },
        windows: [
          {
            from: { day: 1, clock: '23:30', zone: 'ET', presumed: true },
            to: { day: 2, clock: '12:30', zone: 'ET', presumed: true },
          },
        ],
        symptoms: [{ sign: 'no answer' }],
        milestones: [
          { at: { day: 2, clock: '01:45', zone: 'ET', presumed: true }, what: 'power restored' },
          {
            at: { day: 2, clock: '09:00', zone: 'ET', presumed: true },
            what: 'downtime procedures authorised as appropriate',
          },
          {
            at: { day: 2, clock: '10:25', zone: 'ET', presumed: true },
            what: 'end-of-day jobs and inbound queues processing',
          },
          { at: { day: 2, clock: '12:30', zone: 'ET', presumed: true }, what: 'fully restored' },
        ],
        ports: { downtimeProcedures: 'as needed', since: { day: 2, clock: '09:00', zone: 'ET', presumed: true } },
      },
    },
    says: [
      'Power loss (data centre)',
      'All functions',
      '23:30 ET (presumed) (day 1)',
      '01:45 ET (presumed) (day 2): power restored',
      '09:00 ET (presumed) (day 2): downtime procedures authorised as appropriate',
      '10:25 ET (presumed) (day 2): end-of-day jobs and inbound queues processing',
      '12:30 ET (presumed) (day 2): fully restored',
      'No answers come back',
    ],
  },
];
