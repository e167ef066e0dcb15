import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OperationsGuard } from '#service';
import { type OperatorsSetting, operatorsSettings } from './operators-settings';

/** What an operator sets of fines, penalties and forfeitures, and what of it is still a default. */
@ApiExcludeController()
@Controller('operations/settings')
@UseGuards(OperationsGuard)
export class SettingsController {
  /** Each setting with its rows, and whether it is still the platform's own default. */
  @Get()
  list(): { readonly settings: readonly OperatorsSetting[] } {
    return { settings: operatorsSettings() };
  }
}
