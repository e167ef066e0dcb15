import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { AccessConfig } from '#access';
import { Knob } from '#service';

export class EnforcementConfig extends AccessConfig {
  @Knob('Milliseconds between two looks for clocks of cases that end soon or are over.')
  @(Type(() => Number) as PropertyDecorator)
  @IsInt()
  @Min(50)
  @Max(600_000)
  CLOCK_LOOK_MS = 5_000;

  @Knob(
    "JSON file with what no public text says: `delegation`, up to which amounts FP&F officers decide, and `longestWaiver`, for how many months one waives the limitation at most. Left out, the platform's own defaults are in use, which the service says at its start. It is read once, when the service starts.",
  )
  @IsString()
  SETTINGS_FILE = '';
}
