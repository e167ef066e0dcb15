import { Injectable } from '@nestjs/common';
import { tariffInUse, useTariff } from '#reference';
import { EntryConfig } from './entry.config';

/** Takes the tariff of TARIFF_FILE, or the one that is shipped, before the first filing. A file that is no tariff keeps the service from starting. */
@Injectable()
export class TariffFile {
  constructor({ TARIFF_FILE }: EntryConfig) {
    try {
      if (TARIFF_FILE) useTariff(TARIFF_FILE);
      else tariffInUse();
    } catch (error) {
      throw new Error(`TARIFF_FILE: ${(error as Error).message}`);
    }
  }
}
