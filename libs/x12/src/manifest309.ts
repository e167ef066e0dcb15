import { carriedOf, type Part } from './elements';
import { MANIFEST_ERRORS, type ManifestMode } from './manifest-errors';
import {
  BILL_CONDITIONS,
  type Finding,
  HEADER_CONDITIONS,
  type JudgedBill,
  PORT_CONDITIONS,
} from './manifest309.conditions';
import type {
  CargoX12,
  CrewX12,
  EquipmentX12,
  ManifestEvent,
  ManifestFault,
  ManifestHeaderX12,
  ManifestLookups,
  PartyX12,
  PortX12,
  VehicleX12,
} from './manifest309.types';
import type { Segment } from './tokenizer';

const text = (segment: Segment, at: number): string => segment.elements[at] ?? '';
const optional = (segment: Segment, at: number): string | undefined => segment.elements[at] || undefined;

function optionalNumber(segment: Segment, at: number): number | undefined {
  const value = segment.elements[at];
  const number = value ? Number(value) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** YYYYMMDD as YYYY-MM-DD; anything else as it came, for the 997 to answer. */
const isoDate = (value: string): string =>
  /^\d{8}$/.test(value) ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}` : value;
const filled = (segment: Segment, ...at: number[]): string[] =>
  at.map((n) => text(segment, n)).filter((value) => value !== '');
const reference = (s: Segment) => ({
  qualifier: text(s, 1),
  value: text(s, 2),
  ...(optional(s, 3) && { text: text(s, 3) }),
});

/** Which shape M1002 announces: road for J and M (motor), sea for everything else. */
const modeOf = (transportMethod: string): ManifestMode => (['J', 'M'].includes(transportMethod) ? 'truck' : 'ocean');

function emptyBill(segment: Segment): JudgedBill {
  return {
    billNumber: '',
    issuerScac: '',
    quantity: 0,
    weight: 0,
    secondaryNotify: [],
    parties: [],
    references: [],
    equipment: [],
    cargo: [],
    carried: [],
    segmentPosition: segment.position,
    described: false,
  };
}

/** Reads the segments of one 309, in grammar order, into bills as they complete. Holds one bill at a time. */
export class ManifestReader {
  private events: ManifestEvent[] = [];
  private faults: ManifestFault[] = [];
  private header: ManifestHeaderX12 = {
    mode: 'ocean',
    carrierScac: '',
    transportMethod: '',
    conveyanceCountry: '',
    voyage: '',
    references: [],
    vehicles: [],
    seals: [],
    crew: [],
    carried: [],
  };
  private headerSent = false;
  private m10?: Segment;
  private p4?: Segment;
  private lx?: Segment;
  private port?: PortX12;
  private bill?: JudgedBill;
  private billSegments: Segment[] = [];
  private headingSegments: Segment[] = [];
  private party?: PartyX12;
  private crew?: CrewX12;
  private equipment?: EquipmentX12;
  private cargo?: CargoX12;
  private readonly billKeys = new Set<string>();
  private ports = 0;
  private billsInPort = 0;
  private bills = 0;

  constructor(private readonly lookups: ManifestLookups = {}) {}

  push(segment: Segment): void {
    if (segment.id === 'P4') this.openPort(segment);
    else if (segment.id === 'LX') this.openBill(segment);
    else if (this.bill) this.inBill(segment, this.bill);
    else this.inHeading(segment);
    this.carry(segment);
  }

  private carry(segment: Segment): void {
    const part: Part = this.bill ? 'bill' : this.port ? 'port' : 'heading';
    const carried = carriedOf(part, segment);
    if (carried) (this.bill ?? this.port ?? this.header).carried.push(carried);
  }

  finish(): void {
    this.closePort();
    this.sendHeader();
    if (this.ports === 0) this.fault({ code: '002', segment: 'M10' }, []);
    const { billCount } = this.header;
    if (billCount && billCount !== this.bills)
      this.fault({ code: '013', segment: 'M10', element: 'M1008', value: String(billCount) }, []);
    this.events.push({ kind: 'end', billsReceived: this.bills, faults: this.takeFaults() });
  }

  take(): ManifestEvent[] {
    const events = this.events;
    this.events = [];
    return events;
  }

  private fault(finding: Finding, among: readonly Segment[]): void {
    const rule = MANIFEST_ERRORS[this.header.mode].get(finding.code);
    const segment = among.find((entry) => entry.id === finding.segment) ?? this.lx ?? this.p4 ?? this.m10;
    this.faults.push({
      code: rule.code,
      text: rule.text,
      remedy: rule.remedy,
      scope: this.bill ? 'bill' : this.port && finding.segment === 'P4' ? 'port' : 'manifest',
      ...(finding.element && { element: finding.element, value: finding.value ?? '' }),
      ...(this.port && { portCode: this.port.portCode }),
      ...(this.bill && { issuerScac: this.bill.issuerScac, billNumber: this.bill.billNumber }),
      segment: finding.segment === 'M10' ? this.m10 : finding.segment === 'P4' ? this.p4 : segment,
      m10: this.m10,
      p4: this.p4,
      lx: this.lx,
    });
  }

  private takeFaults(): ManifestFault[] {
    const faults = this.faults;
    this.faults = [];
    return faults;
  }

  private sendHeader(): void {
    if (this.headerSent) return;
    this.headerSent = true;
    const { header } = this;
    header.mode = modeOf(header.transportMethod);
    if (!this.m10) this.fault({ code: '001', segment: 'M10' }, []);
    else {
      for (const condition of HEADER_CONDITIONS) {
        const finding = condition(header, header.mode, this.lookups);
        if (finding) this.fault(finding, this.headingSegments);
      }
    }
    this.headingSegments = [];
    this.events.push({ kind: 'header', header, faults: this.takeFaults() });
  }

  private inHeading(s: Segment): void {
    const { header } = this;
    if (this.port) return;
    this.headingSegments.push(s);
    switch (s.id) {
      case 'M10':
        this.m10 = s;
        header.carrierScac = text(s, 1);
        header.transportMethod = text(s, 2);
        header.conveyanceCountry = text(s, 3);
        header.vesselCode = optional(s, 4);
        header.conveyanceName = optional(s, 5);
        // A trip number does not fit M1006 of the older releases; trucks then send it in M1012.
        header.voyage = (modeOf(header.transportMethod) === 'truck' && optional(s, 12)) || text(s, 6);
        header.manifestSequence = optional(s, 7);
        header.billCount = optionalNumber(s, 8);
        header.manifestType = optional(s, 9);
        break;
      case 'N9':
        header.references.push(reference(s));
        break;
      case 'M7':
        header.seals.push(...filled(s, 1, 2, 3, 4));
        break;
      case 'VEH':
        header.vehicles.push(vehicle(s));
        break;
      case 'NM1':
        this.crew = {
          role: text(s, 1),
          lastName: optional(s, 3),
          firstName: optional(s, 4),
          middleName: optional(s, 5),
          aceId: optional(s, 9),
          documents: [],
        };
        header.crew.push(this.crew);
        break;
      case 'DMG':
        if (!this.crew) break;
        this.crew.birthDate = optional(s, 2) && isoDate(text(s, 2));
        this.crew.gender = optional(s, 3);
        this.crew.citizenship = optional(s, 7);
        break;
      case 'REF':
        this.crew?.documents.push({
          type: text(s, 1),
          number: text(s, 2),
          ...(optional(s, 3) && { place: text(s, 3) }),
        });
        break;
    }
  }

  private openPort(s: Segment): void {
    this.closePort();
    this.sendHeader();
    this.p4 = s;
    this.ports++;
    this.billsInPort = 0;
    this.port = {
      portCode: text(s, 1),
      date: isoDate(text(s, 2)),
      billCount: optionalNumber(s, 3),
      facility: optional(s, 4),
      time: optional(s, 5),
      carried: [],
      segmentPosition: s.position,
    };
  }

  private closePort(): void {
    this.closeBill();
    if (!this.port) return;
    for (const condition of PORT_CONDITIONS) {
      const finding = condition(this.port, this.header.mode, this.lookups);
      if (finding) this.fault(finding, []);
    }
    const { billCount } = this.port;
    if (billCount && billCount !== this.billsInPort)
      this.fault({ code: '013', segment: 'P4', element: 'P403', value: String(billCount) }, []);
    this.events.push({ kind: 'port-end', port: this.port, billsReceived: this.billsInPort, faults: this.takeFaults() });
    this.port = undefined;
    this.p4 = undefined;
  }

  private openBill(s: Segment): void {
    this.closeBill();
    if (!this.port) return;
    this.lx = s;
    this.bill = emptyBill(s);
    this.billSegments = [];
    this.party = this.equipment = this.cargo = undefined;
  }

  private closeBill(): void {
    const judged = this.bill;
    if (!judged) return;
    this.billsInPort++;
    this.bills++;
    for (const condition of BILL_CONDITIONS) {
      const finding = condition(judged, this.header.mode, this.lookups);
      if (finding) this.fault(finding, this.billSegments);
    }
    const key = `${judged.amendment?.action ?? 'A'} ${judged.issuerScac} ${judged.billNumber}`;
    if (judged.billNumber !== '' && this.billKeys.has(key))
      this.fault({ code: '038', segment: 'M11', element: 'M1101', value: judged.billNumber }, this.billSegments);
    this.billKeys.add(key);
    this.bill = undefined;
    this.lx = undefined;
    const { described: _, ...bill } = judged;
    this.events.push({ kind: 'bill', port: this.port!, bill, faults: this.takeFaults() });
  }

  private inBill(s: Segment, bill: JudgedBill): void {
    this.billSegments.push(s);
    switch (s.id) {
      case 'M13':
        bill.amendment = { action: text(s, 3), reason: optional(s, 6), quantity: optionalNumber(s, 5) };
        bill.billNumber = text(s, 4);
        bill.issuerScac = text(s, 9) || text(s, 1);
        bill.quantity = bill.amendment.quantity ?? 0;
        break;
      case 'M11':
        describe(bill, s);
        break;
      case 'N9':
        bill.references.push(reference(s));
        break;
      case 'N1':
        this.party = {
          entity: text(s, 1),
          name: text(s, 2),
          idQualifier: optional(s, 3),
          id: optional(s, 4),
          address: [],
        };
        bill.parties.push(this.party);
        break;
      case 'N3':
        this.party?.address.push(...filled(s, 1, 2));
        break;
      case 'N4':
        if (this.party)
          Object.assign(this.party, {
            city: optional(s, 1),
            state: optional(s, 2),
            postal: optional(s, 3),
            country: optional(s, 4),
          });
        break;
      case 'PER':
        if (this.party) this.party.contact = filled(s, 2, 4).join(' ');
        break;
      case 'M12':
        bill.inBond = {
          type: text(s, 1),
          entryNumber: optional(s, 2),
          destinationPort: optional(s, 3),
          foreignDestination: optional(s, 4),
          valueDollars: optionalNumber(s, 5),
          controlNumber: optional(s, 6),
          carrierScac: optional(s, 7),
          bondedCarrierId: optional(s, 9),
        };
        break;
      default:
        this.inEquipment(s, bill);
    }
  }

  private inEquipment(s: Segment, bill: JudgedBill): void {
    switch (s.id) {
      case 'VID':
        this.equipment = {
          type: text(s, 1),
          initial: optional(s, 2),
          number: text(s, 3),
          seals: filled(s, 4, 5),
          isoType: optional(s, 9),
          loadEmpty: optional(s, 10),
          serviceType: optional(s, 11),
        };
        this.cargo = undefined;
        bill.equipment.push(this.equipment);
        break;
      case 'M7':
        this.equipment?.seals.push(...filled(s, 1, 2, 3, 4));
        break;
      case 'N10': {
        // A description longer than 45 characters goes on in further N10 that hold nothing but element 02.
        if (this.cargo && filled(s, 1, 3, 4, 5, 6, 8).length === 0) {
          this.cargo.description += ` ${text(s, 2)}`;
          break;
        }
        this.cargo = cargoLine(s, this.equipment);
        bill.cargo.push(this.cargo);
        break;
      }
      case 'VC':
        this.cargo?.vehicleNumbers.push(text(s, 1));
        break;
      case 'MAN':
        if (this.cargo) this.cargo.marks = [this.cargo.marks, ...filled(s, 2, 3)].filter(Boolean).join(' ');
        break;
      case 'H1':
        this.cargo?.hazards.push({ unNumber: text(s, 1), class: optional(s, 2), description: optional(s, 4) });
        break;
    }
  }
}

function vehicle(s: Segment): VehicleX12 {
  return {
    vin: optional(s, 2),
    licencePlate: optional(s, 9),
    state: optional(s, 10),
    country: optional(s, 17),
    aceId: optional(s, 21),
    aceIdQualifier: optional(s, 22),
  };
}

function describe(bill: JudgedBill, s: Segment): void {
  bill.described = true;
  bill.billNumber = text(s, 1);
  bill.ladingPort = optional(s, 2);
  bill.quantity = optionalNumber(s, 3) ?? 0;
  bill.unit = optional(s, 4);
  bill.weight = optionalNumber(s, 5) ?? 0;
  bill.weightUnit = optional(s, 6);
  bill.volume = optionalNumber(s, 7);
  bill.volumeUnit = optional(s, 8);
  bill.billType = optional(s, 9);
  bill.placeOfReceipt = optional(s, 10);
  bill.masterBill = optional(s, 11);
  bill.issuerScac = text(s, 12);
  bill.secondaryNotify = filled(s, 13, 14, 15, 16);
}

function cargoLine(s: Segment, equipment?: EquipmentX12): CargoX12 {
  return {
    equipmentNumber: equipment && `${equipment.initial ?? ''}${equipment.number}`,
    quantity: optionalNumber(s, 1),
    unit: optional(s, 10),
    description: text(s, 2),
    marks: optional(s, 3),
    htsCode: text(s, 4) === 'J' ? optional(s, 5) : undefined,
    valueDollars: optionalNumber(s, 6),
    weightUnit: optional(s, 7),
    weight: optionalNumber(s, 8),
    countryOfOrigin: optional(s, 11),
    vehicleNumbers: [],
    hazards: [],
  };
}
