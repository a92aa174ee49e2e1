// The part of ECharts that our charts use, and nothing else: the whole library is three times this size. charming's
// wasm renderer calls a global `echarts`, so that is what this script leaves behind.
import { init, use } from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

globalThis.echarts = { init };
