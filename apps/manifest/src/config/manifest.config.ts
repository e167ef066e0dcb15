import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Knob, ServiceConfig } from '#service';

export class ManifestConfig extends ServiceConfig {
  @Knob('Milliseconds between two looks for in-bond movements that have not arrived in their time.')
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  IN_BOND_LOOK_MS = 600_000;
}
