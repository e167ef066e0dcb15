import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Knob, ServiceConfig } from '#service';

const Whole = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;

export class StatusConfig extends ServiceConfig {
  @Knob('A module whose oldest unprocessed work is older than this many seconds is called slow.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(86_400)
  SLOW_AFTER_SECONDS = 30;

  @Knob('A module whose every reply for three seconds took longer than this many milliseconds is called slow.')
  @Whole()
  @IsInt()
  @Min(50)
  @Max(800)
  SLOW_REPLY_MS = 500;

  @Knob('A module that refuses connections for this many seconds, with no heartbeat meanwhile, is called down.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(600)
  DOWN_AFTER_SECONDS = 3;

  @Knob('A component nothing was seen of for this many seconds is called unknown. Heartbeats come every two seconds.')
  @Whole()
  @IsInt()
  @Min(3)
  @Max(600)
  UNKNOWN_AFTER_SECONDS = 10;

  @Knob('Days for which changes and samples of component states are kept.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(3_650)
  KEEP_HISTORY_DAYS = 90;
}
