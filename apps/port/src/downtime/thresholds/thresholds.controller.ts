import { Body, Controller, Get, Post } from '@nestjs/common';
import { Does, For } from '#access';
import type { TransportMode } from '#contracts';
import { Takes } from '#service';
import { ActingOfficer } from '../../officers/acting-officer';
import type { Officer } from '../../officers/officer';
import { AUTHORITY, type Authority } from '../authority/authority.policy';
import { actorOf } from '../model/actor';
import { MODES } from '#statement';
import { PortThresholds, thresholdSetting } from './port-thresholds';
import type { Thresholds } from './thresholds.policy';
import { type PortThreshold, thresholdsFor } from './thresholds.rules';

/** After how many minutes who may declare, for officers. */
@Controller('downtime/policy')
@For('see', 'threshold')
export class ThresholdsController {
  constructor(private readonly ports: PortThresholds) {}

  /** After how many minutes a downtime may be declared, nationally and at ports. */
  @Get('thresholds')
  async thresholds(): Promise<{ national: ({ mode: TransportMode } & Thresholds)[]; ports: PortThreshold[] }> {
    const now = new Date();
    return {
      national: MODES.map((mode) => ({ mode, ...thresholdsFor(mode, null, [], now) })),
      ports: await this.ports.all(),
    };
  }

  /** Sets the minutes of a port. */
  @Post('thresholds')
  @Does('change', 'threshold')
  @Takes(thresholdSetting.schema, 'The minutes')
  set(@ActingOfficer() officer: Officer, @Body() body: unknown): Promise<PortThreshold> {
    const setting = thresholdSetting.read(body);
    return this.ports.set(actorOf(officer, setting.officer), setting);
  }

  /** Who may declare what. */
  @Get('authority')
  authority(): { authority: readonly Authority[] } {
    return { authority: AUTHORITY };
  }
}
