import { runService } from '#service';
import { manifest } from './manifest.service-definition';

void runService(manifest);
