import { Inject, Injectable } from '@nestjs/common';
import { LOG, type Log } from '#service';
import { EnforcementConfig } from '../config/enforcement.config';
import { operatorsSettings, useSettingsFile } from './operators-settings';

/** Takes the settings of SETTINGS_FILE before the first case, and says which are still the platform's own defaults. A file that is wrong keeps the service from starting. */
@Injectable()
export class SettingsFile {
  constructor({ SETTINGS_FILE }: EnforcementConfig, @Inject(LOG) log: Log) {
    try {
      if (SETTINGS_FILE) useSettingsFile(SETTINGS_FILE);
    } catch (error) {
      throw new Error(`SETTINGS_FILE: ${(error as Error).message}`);
    }
    for (const { setting, decides, isDefault } of operatorsSettings())
      if (isDefault) log.warn({ setting }, `a default of the platform is in use, set it by SETTINGS_FILE: ${decides}`);
  }
}
