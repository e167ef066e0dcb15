import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { AccessConfig } from '#access';
import { Knob } from '#service';

export class EnforcementConfig extends AccessConfig {
  @Knob('Milliseconds between two looks for clocks of cases that end soon or are over.')
  @(Type(() => Number) as PropertyDecorator)
  @IsInt()
  @Min(50)
  @Max(600_000)
  CLOCK_LOOK_MS = 5_000;
}
