import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { Does, For } from '#access';
import type { TransportMode } from '#contracts';
import { Problem, Takes } from '#service';
import { doerOf, type Officer, servesPort } from '../../officers/officer';
import { ActingOfficer } from '../../officers/acting-officer';
import type { EffectiveProcedure, Overlay } from './overlay';
import { applyOverlay } from './overlay.rules';
import { dayIn, modeIn, portIn, theOne, versionIn } from './playbook-address';
import { PlaybookShelf, type PortPlaybook } from './playbook-shelf';
import { NATIONAL, PlaybooksRepository, type Published } from './playbooks.repository';
import type { Procedure } from './procedure/procedure';
import { diffProcedures, type ProcedureDiff } from './procedure-diff';
import { judgeProcedure } from './procedure.rules';
import { NationalPublication, PortPublication, readNationalPublication, readPortPublication } from './publishing';

type VersionHead = Omit<Published, 'document'>;
const headOf = ({ document: _document, ...head }: Published): VersionHead => head;

interface NationalView {
  readonly version: VersionHead;
  readonly procedure: Procedure;
  /** Oldest first; versions with a later day are not in force yet. */
  readonly versions: readonly VersionHead[];
  /** When the database was last read; null when what is shown came with the program. */
  readonly readAt: string | null;
}

interface PortView extends Omit<PortPlaybook, 'national' | 'overlay'> {
  readonly national: VersionHead;
  readonly overlay: Published<Overlay> | null;
  readonly versions: readonly VersionHead[];
  readonly readAt: string | null;
}

type Query1 = string | undefined;

/** National procedures and ports' changes of them. Every officer reads; headquarters publishes national ones, port directors their own port's. */
@Controller('desk/playbooks')
@For('see', 'port playbook')
export class PlaybooksController {
  constructor(
    private readonly shelf: PlaybookShelf,
    private readonly repository: PlaybooksRepository,
  ) {}

  /** The national procedure for a mode, in force or as of a day, or one version of it. */
  @Get('national/:mode')
  @Does('see', 'national playbook')
  national(
    @Param('mode') modeText: string,
    @Query('version') version: Query1,
    @Query('asOf') asOf: Query1,
  ): NationalView {
    const mode = modeIn(modeText);
    const wanted = versionIn('version', version);
    const found =
      wanted === undefined ? this.shelf.nationalOn(mode, dayIn('asOf', asOf)) : this.nationalVersion(mode, wanted);
    return this.nationalView(found);
  }

  /** Publishes a whole national procedure. What ports have changed stays, as far as it fits; `portsToReview` names the others. */
  @Put('national/:mode')
  @Does('change', 'national playbook')
  @Takes(NationalPublication, 'The whole procedure, and which version it replaces')
  async publishNational(
    @Param('mode') modeText: string,
    @Body() body: unknown,
    @ActingOfficer() acting: Officer,
  ): Promise<NationalView & { portsToReview: Pick<PortPlaybook, 'port' | 'unfit' | 'toReview'>[] }> {
    const mode = modeIn(modeText);
    const { procedure, officer, replaces } = readNationalPublication(body);
    const { accountId, person } = doerOf(acting, officer);
    const errors = judgeProcedure(procedure).map(({ at, text }) => ({ at: `/procedure${at}`, text }));
    if (procedure.mode !== mode) errors.push({ at: '/procedure/mode', text: `the address says ${mode}` });
    if (errors.length > 0) throw new Problem('not-valid', 'The procedure cannot be published like this.', errors);
    const version: Published<Procedure> = {
      place: NATIONAL,
      mode,
      version: replaces + 1,
      effectiveFrom: procedure.effectiveFrom,
      nationalVersion: null,
      document: procedure,
      officer: person,
      publishedAt: new Date().toISOString(),
    };
    await this.repository.publish(version, accountId);
    await this.readAgain();
    return { ...this.nationalView(version), portsToReview: this.shelf.disturbed(version) };
  }

  /** Two versions of a national procedure compared. */
  @Get('national/:mode/diff')
  @Does('see', 'national playbook')
  nationalDiff(
    @Param('mode') modeText: string,
    @Query('from') from: Query1,
    @Query('to') to: Query1,
  ): ProcedureDiff & { from: number; to: number } {
    const mode = modeIn(modeText);
    const [before, after] = this.pair(from, to, this.shelf.national(mode).at(-1)!.version, 1);
    const procedureOf = (version: number): EffectiveProcedure =>
      applyOverlay(this.nationalVersion(mode, version).document, null).procedure;
    return { from: before, to: after, ...diffProcedures(procedureOf(before), procedureOf(after)) };
  }

  /** What holds at the port: the national procedure with the port's changes, in force or as of a day, or one version of the changes. */
  @Get('ports/:port/:mode')
  port(
    @Param('port') portText: string,
    @Param('mode') modeText: string,
    @Query('version') version: Query1,
    @Query('asOf') asOf: Query1,
  ): PortView {
    const [port, mode] = [portIn(portText), modeIn(modeText)];
    const wanted = versionIn('version', version);
    const day = dayIn('asOf', asOf);
    if (wanted === undefined) return this.portView(this.shelf.playbook(port, mode, day));
    return this.portView(
      this.shelf.applied(port, mode, this.shelf.nationalOn(mode, day), this.overlayVersion(port, mode, wanted)),
    );
  }

  /** Publishes what the port changes, as a whole: what a former version changed and this one does not is national again. */
  @Put('ports/:port/:mode')
  @Does('change', 'port playbook')
  @Takes(PortPublication, 'What the port changes, and which version it replaces')
  async publishPort(
    @Param('port') portText: string,
    @Param('mode') modeText: string,
    @Body() body: unknown,
    @ActingOfficer() acting: Officer,
  ): Promise<PortView> {
    const [port, mode] = [portIn(portText), modeIn(modeText)];
    if (!servesPort(acting, port))
      throw new Problem('not-authorized', `A port director publishes for the own port; ${port} is not yours.`);
    const { overlay, officer, replaces } = readPortPublication(body);
    const { accountId, person } = doerOf(acting, officer);
    const national = this.shelf.nationalOn(mode, overlay.effectiveFrom);
    const { unfit } = applyOverlay(national.document, overlay);
    if (unfit.length > 0) {
      throw new Problem(
        'not-valid',
        `The national version ${national.version} does not allow all of it.`,
        unfit.map(({ at, rule, text }) => ({ at: `/overlay${at}`, code: rule, text })),
      );
    }
    const version: Published<Overlay> = {
      place: port,
      mode,
      version: replaces + 1,
      effectiveFrom: overlay.effectiveFrom,
      nationalVersion: national.version,
      document: overlay,
      officer: person,
      publishedAt: new Date().toISOString(),
    };
    await this.repository.publish(version, accountId);
    await this.readAgain();
    return this.portView(this.shelf.applied(port, mode, national, version));
  }

  /** Versions of a port's changes compared on the national version in force; version 0 is the national procedure itself. */
  @Get('ports/:port/:mode/diff')
  portDiff(
    @Param('port') portText: string,
    @Param('mode') modeText: string,
    @Query('from') from: Query1,
    @Query('to') to: Query1,
  ): ProcedureDiff & { from: number; to: number; nationalVersion: number } {
    const [port, mode] = [portIn(portText), modeIn(modeText)];
    const [before, after] = this.pair(from, to, this.shelf.overlays(port, mode).at(-1)?.version ?? 0, 0);
    const national = this.shelf.nationalOn(mode);
    const procedureOf = (version: number): EffectiveProcedure =>
      this.shelf.applied(port, mode, national, version === 0 ? null : this.overlayVersion(port, mode, version))
        .procedure;
    return {
      from: before,
      to: after,
      nationalVersion: national.version,
      ...diffProcedures(procedureOf(before), procedureOf(after)),
    };
  }

  /** A reading that began before the publication may not have seen it; the second begins after. */
  private async readAgain(): Promise<void> {
    await this.shelf.refresh();
    await this.shelf.refresh();
  }

  private pair(from: Query1, to: Query1, newest: number, least: number): [number, number] {
    const after = versionIn('to', to) ?? newest;
    return [versionIn('from', from) ?? Math.max(after - 1, least), after];
  }

  private nationalVersion(mode: TransportMode, wanted: number): Published<Procedure> {
    return theOne(
      this.shelf.national(mode).find(({ version }) => version === wanted),
      `national version ${wanted} for ${mode}`,
    );
  }

  private overlayVersion(port: string, mode: TransportMode, wanted: number): Published<Overlay> {
    return theOne(
      this.shelf.overlays(port, mode).find(({ version }) => version === wanted),
      `version ${wanted} of port ${port} for ${mode}`,
    );
  }

  private nationalView(version: Published<Procedure>): NationalView {
    return {
      version: headOf(version),
      procedure: version.document,
      versions: this.shelf.national(version.mode).map(headOf),
      readAt: this.shelf.asOf,
    };
  }

  private portView({ national, ...playbook }: PortPlaybook): PortView {
    return {
      ...playbook,
      national: headOf(national),
      versions: this.shelf.overlays(playbook.port, national.mode).map(headOf),
      readAt: this.shelf.asOf,
    };
  }
}
