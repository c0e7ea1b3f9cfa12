import{$ as e,A as t,C as n,Dt as r,E as i,Et as a,H as o,Ot as s,P as c,St as l,T as u,U as d,W as f,X as p,_t as m,at as h,b as g,d as _,et as v,f as y,ft as b,g as x,gt as S,h as C,i as w,it as T,kt as E,n as D,nt as O,p as k,r as A,rt as j,t as M,tt as N,ut as P,v as F,vt as I,wt as L,x as R,xt as z,yt as B,z as V}from"./index-apjZidOr.js";import{t as H}from"./Figure-CEm1n8sQ.js";import{t as U}from"./Card-CmTyoSix.js";import{r as ee,t as W}from"./LineChart-L2tDHfwO.js";import{t as G}from"./Facts-CJ_p_Ox9.js";function K(e,t,n){if(!e||!t)return;let r=Date.parse(`${n}T00:00:00Z`)/1e3,[i,a]=[k(e),k(t)];return{from:(i-r)/3600,to:(a-r)/3600,text:`${A(i)} – ${A(a)}`}}function te(e){return w(k(e)+43200)}function ne({sleeps:e,circadianBedtimes:t},n,r){return Array.from({length:r},(r,i)=>{let a=D(n,1-i),o=e.nodes.find(e=>e.date===a),s=t.nodes.filter(({preferredSleepStart:e})=>e&&te(e)===a),c=s.find(({resultType:e})=>e===`CIRCADIAN_BEDTIME_TYPE_HISTORY`)??s[0];return{date:a,slept:o&&K(o.startTime,o.endTime,a),best:c&&K(c.preferredSleepStart,c.preferredSleepEnd,a),gate:c&&K(c.sleepGateStart,c.sleepGateEnd,a)}}).filter(({slept:e,best:t,gate:n})=>e??t??n)}function re(e){let t=e.flatMap(({slept:e,best:t})=>e&&t?[(e.from-t.from)*60]:[]).sort((e,t)=>e-t),n=t[Math.floor(t.length/2)];if(n===void 0)return`${e.length} nights.`;let r=Math.round(Math.abs(n)),i=r<10?`about when`:`${r} minutes ${n>0?`after`:`before`}`;return`In the middle of ${t.length} nights, sleep began ${i} SleepWise holds best.`}var ie=T(`<text y="12" text-anchor="middle" class="svelte-1pq3tk8"> </text><line class="svelte-1pq3tk8"></line>`,1),ae=T(`<rect class="gate svelte-1pq3tk8"></rect>`),q=T(`<rect class="best svelte-1pq3tk8" rx="4"></rect>`),J=T(`<rect class="slept svelte-1pq3tk8" rx="3"></rect>`),oe=T(`<text x="0" class="svelte-1pq3tk8"> </text><!><!><!>`,1),se=T(`<svg aria-hidden="true" class="svelte-1pq3tk8"><!><!></svg>`),ce=j(`<div class="legend small quiet svelte-1pq3tk8" aria-hidden="true"><span class="svelte-1pq3tk8"><span class="key slept svelte-1pq3tk8"></span>slept</span> <span class="svelte-1pq3tk8"><span class="key best svelte-1pq3tk8"></span>best time</span> <span class="svelte-1pq3tk8"><span class="key gate svelte-1pq3tk8"></span>ready for sleep</span></div> <div><!></div>`,1);function le(t,n){r(n,!0);let i=l(0),o=L(()=>n.nights.flatMap(({slept:e,best:t,gate:n})=>[e,t,n].flatMap(e=>e?[e.from,e.to]:[]))),s=L(()=>Math.floor(Math.min(...P(o)))),u=L(()=>Math.ceil(Math.max(...P(o)))),d=L(()=>(P(i)-74-8)/(P(u)-P(s))),h=e=>74+(e-P(s))*P(d),g=L(()=>P(d)>36?1:P(d)>18?2:3),y=L(()=>Array.from({length:P(u)-P(s)+1},(e,t)=>P(s)+t).filter(e=>e%P(g)===0&&h(e)<P(i)-18));{let r=L(()=>re(n.nights));H(t,{title:`Sleep and bedtimes`,get summary(){return P(r)},table:()=>({columns:[`Night to`,`Slept`,`Best time`,`Ready for sleep`],rows:n.nights.map(({date:e,slept:t,best:n,gate:r})=>[_(e),t?.text??`–`,n?.text??`–`,r?.text??`–`])}),children:(t,r)=>{var a=ce(),o=B(m(a),2);let s;var l=S(o),u=t=>{var r=se(),a=S(r);p(a,16,()=>P(y),e=>e,(e,t)=>{var r=ie(),i=m(r),a=I(i,!0),o=B(i);V(o,`y1`,20),b((e,t,r,s)=>{V(i,`x`,e),v(a,t),V(o,`x1`,r),V(o,`x2`,s),V(o,`y2`,20+n.nights.length*22)},[()=>h(t),()=>A(t*3600),()=>h(t),()=>h(t)]),N(e,r)});var o=B(a);p(o,19,()=>n.nights,({date:e,slept:t,best:n,gate:r})=>e,(t,n,r)=>{let i=()=>P(n).date,a=()=>P(n).slept,o=()=>P(n).best,s=()=>P(n).gate,c=L(()=>20+P(r)*22);var l=oe(),u=m(l),f=I(u,!0),p=B(u),g=e=>{var t=ae();V(t,`height`,20),b(e=>{V(t,`x`,e),V(t,`y`,P(c)+1),V(t,`width`,(s().to-s().from)*P(d))},[()=>h(s().from)]),N(e,t)};e(p,e=>{s()&&e(g)});var y=B(p),x=e=>{var t=q();V(t,`height`,16),b(e=>{V(t,`x`,e),V(t,`y`,P(c)+3),V(t,`width`,(o().to-o().from)*P(d))},[()=>h(o().from)]),N(e,t)};e(y,e=>{o()&&e(x)});var S=B(y),C=e=>{var t=J();V(t,`height`,8),b(e=>{V(t,`x`,e),V(t,`y`,P(c)+7),V(t,`width`,(a().to-a().from)*P(d))},[()=>h(a().from)]),N(e,t)};e(S,e=>{a()&&e(C)}),b(e=>{V(u,`y`,P(c)+15),v(f,e)},[()=>_(i())]),N(t,l)}),E(r),b(()=>{V(r,`width`,P(i)),V(r,`height`,20+n.nights.length*22)}),N(t,r)};e(l,e=>{P(i)>0&&e(u)}),E(o),b(()=>s=f(o,``,s,{height:`${20+n.nights.length*22}px`})),c(o,`clientWidth`,e=>z(i,e)),N(t,a)},$$slots:{default:!0}})}a()}var ue=u(`query BloodOxygen {
  viewer {
    spo2Tests(first: 120) {
      nodes {
        date
        testTime
        status
        bloodOxygenPercent
        bloodOxygenClass
        deviationFromBaseline
        heartRateAvgBpm
        altitudeMeters
      }
    }
  }
}`),de=u(`query EcgList {
  viewer {
    ecgTests(first: 100) {
      nodes {
        id
        date
        testTime
      }
    }
  }
}`),fe=u(`query Ecg($id: ID!) {
  node(id: $id) {
    ... on EcgTest {
      testTime
      heartRateAvgBpm
      hrvRmssdMs
      hrvLevel
      rrIntervalMs
      durationSeconds
      quality {
        offsetSeconds
        level
      }
      waveform(reduction: RAW) {
        offsetsSeconds
        values
      }
    }
  }
}`),pe=u(`query Temperatures($from: Date!, $to: Date!) {
  viewer {
    metricSeries(metrics: [SKIN_TEMPERATURE_DEVIATION_CELSIUS], range: { from: $from, to: $to }) {
      from
      mean
    }
    skinTemperatures(first: 1) {
      nodes {
        date
        celsius
        deviationCelsius
      }
    }
    bodyTemperatures(first: 1) {
      nodes {
        date
        startTime
        endTime
        measurementType
        minCelsius
        avgCelsius
        maxCelsius
        samples(maxPoints: 600) {
          startTime
          offsetsSeconds
          values
        }
      }
    }
  }
}`),me=u(`query Settings {
  viewer {
    physicalInfo {
      recordedAt
      weightKg
      weightSource
      heightCm
      vo2Max
      maximumHeartRateBpm
      restingHeartRateBpm
      aerobicThresholdBpm
      anaerobicThresholdBpm
    }
    physicalInfos(first: 366) {
      nodes {
        recordedAt
        weightKg
        vo2Max
      }
    }
  }
}`),he=u(`query Rhythm($from: Date!, $to: Date!) {
  viewer {
    alertnessPeriods(first: 1) {
      nodes {
        date
        grade
        gradeClassification
        sleepInertia
        resultType
        hourly {
          startTime
          endTime
          level
        }
      }
    }
    circadianBedtimes(range: { from: $from, to: $to }, first: 60) {
      nodes {
        date
        resultType
        quality
        preferredSleepStart
        preferredSleepEnd
        sleepGateStart
        sleepGateEnd
      }
    }
    sleeps(range: { from: $from, to: $to }, first: 30) {
      nodes {
        date
        startTime
        endTime
      }
    }
  }
}`),Y={ALERTNESS_LEVEL_MINIMAL:`minimal`,ALERTNESS_LEVEL_VERY_LOW:`very low`,ALERTNESS_LEVEL_LOW:`low`,ALERTNESS_LEVEL_HIGH:`high`,ALERTNESS_LEVEL_VERY_HIGH:`very high`};function X(e){return Object.keys(Y).indexOf(e??``)+1}function Z(e){return Y[e??``]??`unknown`}function Q(e,t){if(!e?.startsWith(t))return;let n=e.slice(t.length).toLowerCase().replaceAll(`_`,` `).trim();return n===`unknown`?void 0:n}var ge=j(`<p class="quiet svelte-a114h4">Nothing yet. SleepWise needs some nights before it estimates alertness and bedtimes.</p>`),_e=j(`<p class="lead svelte-a114h4"><strong class="svelte-a114h4"> </strong> <span class="quiet"> </span></p>`),ve=j(`<div class="svelte-a114h4"><span class="bar svelte-a114h4"></span> <span class="hour svelte-a114h4"> </span></div>`),ye=j(`<div class="hours svelte-a114h4" aria-hidden="true"></div>`),be=j(`<div class="second svelte-a114h4"><!></div>`),xe=j(`<!> <!> <!> <p class="quiet small svelte-a114h4">Estimates by Polar’s SleepWise, from your sleep of the last weeks.</p>`,1);function Se(o,c){r(c,!0);let l=M(),u=i(he,()=>({from:D(l.today,-15),to:D(l.today,1)}),{keep:!0}),d=L(()=>u.data?.viewer),h=L(()=>P(d)?.alertnessPeriods.nodes[0]),y=L(()=>P(d)?ne(P(d),l.today,15):[]),x=L(()=>P(h)?.hourly.filter(({level:e})=>X(e)>0)??[]),w=L(()=>Q(P(h)?.gradeClassification,`GRADE_CLASSIFICATION_`)),T=L(()=>Q(P(h)?.sleepInertia,`SLEEP_INERTIA_`)),j=L(()=>{if(P(x).length===0)return``;let e=``,t=Math.max(...P(x).map(({level:e})=>X(e))),n=[];for(let{startTime:r,endTime:i,level:a}of P(x).filter(e=>X(e.level)===t)){let t=n.at(-1);t&&k(t[1])===k(r)?t[1]=i:n.push([r,i]),e=Z(a)}let r=n.map(([e,t])=>`${A(k(e))} to ${A(k(t))}`);return`Most alert (${e}) from ${r.join(` and from `)}.`});{let r=L(()=>P(h)&&_(P(h).date));U(o,{title:`Alertness and bedtimes`,get note(){return P(r)},children:(r,i)=>{var a=O(),o=m(a),c=e=>{C(e,{height:`38rem`})},l=e=>{n(e,{kind:`problem`,get problem(){return u.problem},get retry(){return t.changed}})},_=e=>{var t=ge();N(e,t)},D=t=>{var n=xe(),r=m(n),i=e=>{var t=_e(),n=S(t),r=I(n,!0),i=B(n,2),a=I(i);E(t),b(e=>{v(r,e),v(a,`of 10${P(w)?`, ${P(w)}`:``}${P(T)?`; ${P(T)===`no inertia`?`no`:P(T)} drowsiness after waking`:``}`)},[()=>g(P(h).grade,1)]),N(e,t)};e(r,e=>{P(h)&&e(i)});var a=B(r,2),o=e=>{H(e,{title:`Hour by hour`,get summary(){return P(j)},table:()=>({columns:[`From`,`To`,`Alertness`],rows:P(x).map(({startTime:e,endTime:t,level:n})=>[A(k(e)),A(k(t)),Z(n)])}),children:(e,t)=>{var n=ye();p(n,23,()=>P(x),({startTime:e,endTime:t,level:n})=>e,(e,t,n)=>{let r=()=>P(t).startTime,i=()=>P(t).endTime,a=()=>P(t).level;var o=ve();let s;var c=S(o);let l;var u=B(c,2),d=I(u,!0);E(o),b((e,t,n,r,i)=>{V(o,`title`,`${e??``}: ${t??``}`),s=f(o,``,s,{"flex-grow":n}),l=f(c,``,l,{height:r}),v(d,i)},[()=>A(k(r())),()=>Z(a()),()=>Date.parse(i())-Date.parse(r()),()=>`${X(a())*20}%`,()=>P(n)%3==1?A(k(r())):``]),N(e,o)}),E(n),N(e,n)},$$slots:{default:!0}})};e(a,e=>{P(x).length>0&&e(o)});var c=B(a,2),l=e=>{var t=be();le(S(t),{get nights(){return P(y)}}),E(t),N(e,t)};e(c,e=>{P(y).length>0&&e(l)}),s(2),N(t,n)};e(o,e=>{u.loading?e(c):u.problem&&!P(d)?e(l,1):!P(h)&&P(y).length===0?e(_,2):e(D,-1)}),N(r,a)},$$slots:{default:!0}})}a()}var Ce=j(`<p class="quiet svelte-1gt11vt">No test yet. Start a blood oxygen test on the watch, where it has one.</p>`),we=j(`<p class="lead svelte-1gt11vt"><strong class="svelte-1gt11vt"> </strong> <span class="quiet"> </span></p> <!>`,1);function Te(o,s){r(s,!0);let c=i(ue,()=>({})),l=L(()=>[...c.data?.viewer?.spo2Tests.nodes??[]].reverse()),u=L(()=>P(l).flatMap(e=>e.bloodOxygenPercent===null?[]:[{...e,percent:e.bloodOxygenPercent}])),d=L(()=>P(u).at(-1)),f=e=>R(e,`%`),p=L(()=>({label:`Blood oxygen`,x:P(u).map(({testTime:e})=>k(e)),y:P(u).map(e=>e.percent),unit:`%`,format:f,color:1,points:!0})),h=L(()=>{let e=P(u).map(e=>e.percent),t=P(l).length-P(u).length;return`${P(u).length} tests since ${_(P(u)[0].date,{year:!0})}, from ${f(Math.min(...e))} to ${f(Math.max(...e))}.${t?` ${t} more gave no result.`:``}`});function y(e){return e.bloodOxygenPercent===null?`no result`:[Q(e.bloodOxygenClass,`SPO2_CLASS_`),Q(e.deviationFromBaseline,`DEVIATION_`)].filter(Boolean).join(`, `)}{let r=L(()=>P(d)&&_(P(d).date,{year:!0}));U(o,{title:`Blood oxygen`,get note(){return P(r)},children:(r,i)=>{var a=O(),o=m(a),s=e=>{C(e,{height:`19rem`})},u=e=>{n(e,{kind:`problem`,get problem(){return c.problem},get retry(){return t.changed}})},x=e=>{var t=Ce();N(e,t)},w=e=>{var t=we(),n=m(t),r=S(n),i=I(r,!0),a=B(r,2),o=I(a,!0);E(n);var s=B(n,2);H(s,{title:`All tests`,get summary(){return P(h)},table:()=>({columns:[`Time`,`Blood oxygen`,`Result`,`Heart rate`],rows:[...P(l)].reverse().map(e=>[`${_(e.date,{year:!0})}, ${A(k(e.testTime))}`,f(e.bloodOxygenPercent),y(e),g(e.heartRateAvgBpm)])}),children:(e,t)=>{{let t=L(()=>[P(p)]);W(e,{label:`Blood oxygen tests`,get lines(){return P(t)},x:`date`,height:160})}},$$slots:{default:!0}}),b((e,t)=>{v(i,e),v(o,t)},[()=>f(P(d).percent),()=>y(P(d))]),N(e,t)};e(o,e=>{c.loading?e(s):c.problem&&!c.data?e(u,1):P(d)?e(w,-1):e(x,2)}),N(r,a)},$$slots:{default:!0}})}a()}var Ee=T(`<path class="fine svelte-j1t7lq"></path>`),De=T(`<rect height="100%"></rect>`),Oe=T(`<svg class="svelte-j1t7lq"><rect width="100%" height="100%"></rect><!><path class="trace svelte-j1t7lq"></path><text x="4" class="svelte-j1t7lq"> </text></svg>`),ke=T(`<svg height="0" class="patterns svelte-j1t7lq"><pattern patternUnits="userSpaceOnUse"><!><path class="thick svelte-j1t7lq"></path></pattern><pattern width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch svelte-j1t7lq" d="M0 0V7"></path></pattern></svg><!>`,1),Ae=j(`<div class="paper svelte-j1t7lq" aria-hidden="true"><!></div>`);function je(t,n){let i=h();r(n,!0);let o=96/25.4,s=25*o,u=10*o,d=l(0),f=L(()=>Math.max(1,Math.floor(P(d)/s))),_=L(()=>n.at.at(-1)??0),y=L(()=>Math.max(1,Math.ceil(P(_)/P(f)))),x=L(()=>n.millivolts.filter(e=>e!==null)),C=L(()=>Math.ceil((Math.max(.5,...P(x))+.1)*2)/2),w=L(()=>Math.floor((Math.min(-.5,...P(x))-.1)*2)/2),T=L(()=>(P(C)-P(w))*u);function D(e,t){let r=``,i=!1;for(let a=0;a<n.at.length;a++){if(n.at[a]<e-.02||n.at[a]>t+.02)continue;let o=n.millivolts[a];o==null?i=!1:(r+=`${i?`L`:`M`}${((n.at[a]-e)*s).toFixed(1)} ${((P(C)-o)*u).toFixed(1)}`,i=!0)}return r}let O=L(()=>Array.from({length:P(y)},(e,t)=>{let[r,i]=[t*P(f),Math.min((t+1)*P(f),Math.max(P(_),P(f)))],a=n.contact.flatMap(({at:e,isGood:t},a)=>{let[o,c]=[Math.max(e,r),Math.min(n.contact[a+1]?.at??P(_),i)];return t||c<=o?[]:[{x:(o-r)*s,width:(c-o)*s}]});return{from:r,path:D(r,i),poor:a}}));var k=Ae(),A=S(k),j=e=>{var t=ke(),n=m(t),r=S(n);V(r,`width`,5*o),V(r,`height`,5*o);var a=S(r);p(a,16,()=>[1,2,3,4],e=>e,(e,t)=>{var n=Ee();b(()=>V(n,`d`,`M${t*o} 0V18.897637795275593M0 ${t*o}H18.897637795275593`)),N(e,n)});var c=B(a);V(c,`d`,`M0 0V18.897637795275593M0 0H18.897637795275593`),E(r);var l=B(r);E(n);var u=B(n);p(u,17,()=>P(O),({from:e,path:t,poor:n})=>e,(e,t)=>{let n=()=>P(t).from,r=()=>P(t).path,a=()=>P(t).poor;var o=Oe(),c=S(o),l=B(c);p(l,17,a,({x:e,width:t})=>e,(e,t)=>{let n=()=>P(t).x,r=()=>P(t).width;var a=De();b(()=>{V(a,`x`,n()),V(a,`width`,r()),V(a,`fill`,`url(#${i}-poor)`)}),N(e,a)});var u=B(l),d=B(u),m=I(d);E(o),b(e=>{V(o,`width`,P(f)*s),V(o,`height`,P(T)),V(c,`fill`,`url(#${i}-grid)`),V(u,`d`,r()),V(d,`y`,P(T)-5),v(m,`${e??``} s`)},[()=>g(n())]),N(e,o)}),b(()=>{V(n,`width`,P(f)*s),V(r,`id`,`${i}-grid`),V(l,`id`,`${i}-poor`)}),N(e,t)};e(A,e=>{P(d)>0&&e(j)}),E(k),c(k,`clientWidth`,e=>z(d,e)),N(t,k),a()}var Me=j(`<p class="quiet svelte-t41hu">No electrocardiogram yet. Start an ECG test on the watch, where it has one.</p>`),Ne=j(`<option> </option>`),Pe=j(`<label class="svelte-t41hu">Recording <select></select></label> <div class="facts svelte-t41hu"><!></div> <!> <p class="quiet small svelte-t41hu">What the watch recorded at the wrist, from one lead. It is no diagnosis; with complaints, see a doctor.</p>`,1);function $(c,l){r(l,!0);let u=i(de,()=>({})),f=L(()=>u.data?.viewer?.ecgTests.nodes??[]),h=L(()=>P(f).find(({id:e})=>e===x.query.get(`ecg`))??P(f)[0]),y=i(fe,()=>P(h)?{id:P(h).id}:void 0,{keep:!0}),w=L(()=>y.data?.node&&`waveform`in y.data.node?y.data.node:void 0),T=e=>`${_(e.date,{year:!0})}, ${A(k(e.testTime))}`,D=L(()=>P(w)?.quality.map(({offsetSeconds:e,level:t})=>({at:e,isGood:t===`ECG_QUALITY_HIGH`}))??[]),j=L(()=>P(D).filter(({isGood:e})=>e).length),M=L(()=>[{name:`Heart rate`,value:R(P(w)?.heartRateAvgBpm,`bpm`)},{name:`Variability`,value:R(P(w)?.hrvRmssdMs,`ms`),detail:Q(P(w)?.hrvLevel,`ECG_HRV_LEVEL_`)},{name:`Between beats`,value:R(P(w)?.rrIntervalMs,`ms`)},{name:`Good contact`,value:P(D).length?`${g(P(j)/P(D).length*100)}%`:`–`,detail:`of the time`}]),F=L(()=>{let e=P(w)?.waveform.values.filter(e=>e!==null)??[],[t,n]=[Math.min(...e),Math.max(...e)],r=P(D).length-P(j)>0?` Hatched parts had poor contact or none.`:``;return`${g(P(w)?.durationSeconds)} seconds between ${R(t,`mV`,2)} and ${R(n,`mV`,2)}, at 25 mm a second and 10 mm a millivolt: a small square is 0.04 s and 0.1 mV.${r}`});{let r=L(()=>P(h)&&T(P(h)));U(c,{title:`Electrocardiogram`,get note(){return P(r)},children:(r,i)=>{var a=O(),c=m(a),l=e=>{C(e,{height:`44rem`})},_=e=>{{let r=L(()=>u.problem??y.problem);n(e,{kind:`problem`,get problem(){return P(r)},get retry(){return t.changed}})}},k=e=>{var t=Me();N(e,t)},A=e=>{var t=Pe(),n=m(t),r=B(S(n));p(r,21,()=>P(f),e=>e.id,(e,t)=>{var n=Ne(),r=I(n,!0),i={};b(e=>{v(r,e),i!==(i=P(t).id)&&(n.value=(n.__value=i)??``)},[()=>T(P(t))]),N(e,n)}),E(r),d(r),E(n);var i=B(n,2),a=S(i);G(a,{get facts(){return P(M)}}),E(i);var c=B(i,2);H(c,{title:`Trace`,get summary(){return P(F)},table:()=>({columns:[`Second`,`Millivolts`],rows:P(w).waveform.offsetsSeconds.map((e,t)=>[g(e,3),g(P(w).waveform.values[t],3)])}),children:(e,t)=>{je(e,{get at(){return P(w).waveform.offsetsSeconds},get millivolts(){return P(w).waveform.values},get contact(){return P(D)}})},$$slots:{default:!0}}),s(2),o(r,()=>P(h)?.id??``,e=>x.go(`/body?${new URLSearchParams({ecg:e})}`,{replace:!0})),N(e,t)};e(c,e=>{u.loading||P(h)&&y.loading?e(l):u.problem&&!u.data||y.problem&&!P(w)?e(_,1):P(w)?e(A,-1):e(k,2)}),N(r,a)},$$slots:{default:!0}})}a()}var Fe=j(`<p class="quiet svelte-1lrcn2y">Nothing is known yet. It comes with the first sync.</p>`),Ie=j(`<div class="chart svelte-1lrcn2y"><!></div>`),Le=j(`<p class="quiet small svelte-1lrcn2y">One weight is known. A curve appears when it has been set again, in Polar Flow or on the watch.</p>`),Re=j(`<!> <!>`,1);function ze(o,s){r(s,!0);let c=M(),l=i(me,()=>({})),u=L(()=>l.data?.viewer?.physicalInfo),d=e=>y(c.timeZone,new Date(e)),f=L(()=>F.system===`metric`?1:1/.45359237),p=L(()=>(l.data?.viewer?.physicalInfos.nodes??[]).filter(({weightKg:e})=>e!==null).reverse()),h=L(()=>({label:`Weight`,x:P(p).map(({recordedAt:e})=>Date.parse(e)/1e3),y:P(p).map(({weightKg:e})=>e===null?null:e*P(f)),unit:F.system===`metric`?`kg`:`lb`,format:e=>F.weight(e==null?null:e/P(f)),color:1})),v=L(()=>{let[e,t]=[P(p)[0],P(p).at(-1)];return`From ${F.weight(e.weightKg)} on ${_(d(e.recordedAt),{year:!0})} to ${F.weight(t.weightKg)} on ${_(d(t.recordedAt),{year:!0})}.`}),b=L(()=>P(u)?[{name:`Weight`,value:F.weight(P(u).weightKg),detail:Q(P(u).weightSource,`SOURCE_`)?.replace(`user`,`set by you`),is:P(u).weightKg},{name:`Height`,value:F.system===`metric`?R(P(u).heightCm,`cm`):R((P(u).heightCm??0)/2.54,`in`),is:P(u).heightCm},{name:`VO2max`,value:g(P(u).vo2Max),detail:`ml/kg/min`,is:P(u).vo2Max},{name:`Maximum heart rate`,value:R(P(u).maximumHeartRateBpm,`bpm`),is:P(u).maximumHeartRateBpm},{name:`Resting heart rate`,value:R(P(u).restingHeartRateBpm,`bpm`),detail:`as it is set`,is:P(u).restingHeartRateBpm},{name:`Aerobic threshold`,value:R(P(u).aerobicThresholdBpm,`bpm`),is:P(u).aerobicThresholdBpm},{name:`Anaerobic threshold`,value:R(P(u).anaerobicThresholdBpm,`bpm`),is:P(u).anaerobicThresholdBpm}].filter(({is:e})=>e!==null):[]);{let r=L(()=>P(u)?`set ${_(d(P(u).recordedAt),{year:!0})}`:void 0);U(o,{title:`Weight and settings`,get note(){return P(r)},children:(r,i)=>{var a=O(),o=m(a),s=e=>{C(e,{height:`10rem`})},c=e=>{n(e,{kind:`problem`,get problem(){return l.problem},get retry(){return t.changed}})},f=e=>{var t=Fe();N(e,t)},y=t=>{var n=Re(),r=m(n);G(r,{get facts(){return P(b)}});var i=B(r,2),a=e=>{var t=Ie(),n=S(t);H(n,{title:`Weight`,get summary(){return P(v)},table:()=>({columns:[`Date`,`Weight`,`VO2max`],rows:P(p).map(({recordedAt:e,weightKg:t,vo2Max:n})=>[_(d(e),{year:!0}),F.weight(t),g(n)]).reverse()}),children:(e,t)=>{{let t=L(()=>[P(h)]);W(e,{label:`Weight`,get lines(){return P(t)},x:`date`,height:150})}},$$slots:{default:!0}}),E(t),N(e,t)},o=e=>{var t=Le();N(e,t)};e(i,e=>{P(p).length>1?e(a):e(o,-1)}),N(t,n)};e(o,e=>{l.loading?e(s):l.problem&&!l.data?e(c,1):P(u)?e(y,-1):e(f,2)}),N(r,a)},$$slots:{default:!0}})}a()}var Be=j(`<p class="quiet svelte-1cgg18g">No temperature yet. Watches with a skin sensor measure it while you sleep.</p>`),Ve=j(`<p class="lead svelte-1cgg18g"><strong class="svelte-1cgg18g"> </strong> <span class="quiet"> </span></p>`),He=j(`<div class="second svelte-1cgg18g"><!></div>`),Ue=j(`<!> <!> <!>`,1);function We(o,s){r(s,!0);let c=M(),l=i(pe,()=>({from:D(c.today,-89),to:c.today}),{keep:!0}),u=L(()=>l.data?.viewer),d=L(()=>P(u)?.skinTemperatures.nodes[0]),f=L(()=>P(u)?.metricSeries[0]),p=L(()=>P(f)?.mean.filter(e=>e!==null)??[]),h=L(()=>P(u)?.bodyTemperatures.nodes[0]),g=L(()=>F.system===`metric`?`°C`:`°F`),y=L(()=>F.system===`metric`?1:1.8),x=L(()=>F.system===`metric`?0:32),w=L(()=>({label:`Against usual`,x:(P(f)?.from??[]).map(e=>Date.parse(`${e}T12:00:00Z`)/1e3),y:(P(f)?.mean??[]).map(e=>e===null?null:e*P(y)),unit:P(g),format:e=>F.warmer(e==null?null:e/P(y)),color:1,usual:{low:-P(y),high:P(y)}})),T=L(()=>P(h)&&{label:`Temperature`,x:ee(k(P(h).samples.startTime),P(h).samples.offsetsSeconds),y:P(h).samples.values.map(e=>e===null?null:e*P(y)+P(x)),unit:P(g),format:e=>F.temperature(e==null?null:(e-P(x))/P(y)),color:2}),j=L(()=>P(h)?.measurementType===`TM_CORE_TEMPERATURE`?`Core temperature`:`Skin temperature`);{let r=L(()=>P(d)&&_(P(d).date,{year:!0}));U(o,{title:`Skin temperature`,get note(){return P(r)},children:(r,i)=>{var a=O(),o=m(a),s=e=>{C(e,{height:`32rem`})},c=e=>{n(e,{kind:`problem`,get problem(){return l.problem},get retry(){return t.changed}})},g=e=>{var t=Be();N(e,t)},y=t=>{var n=Ue(),r=m(n),i=e=>{var t=Ve(),n=S(t),r=I(n,!0),i=B(n,2),a=I(i);E(t),b((e,t)=>{v(r,e),v(a,`against usual, at ${t??``}`)},[()=>F.warmer(P(d).deviationCelsius),()=>F.temperature(P(d).celsius)]),N(e,t)};e(r,e=>{P(d)&&e(i)});var a=B(r,2),o=e=>{{let t=L(()=>P(p).length),n=L(()=>F.warmer(Math.min(...P(p)))),r=L(()=>F.warmer(Math.max(...P(p)))),i=L(()=>F.warmer(1).replace(`+`,``));H(e,{title:`Nights of 90 days`,get summary(){return`${P(t)??``} nights from ${P(n)??``} to ${P(r)??``} against the mean of the 28 nights before each. Within ${P(i)??``} either way is common.`},table:()=>({columns:[`Night to`,`Against usual`],rows:(P(f)?.from??[]).map((e,t)=>[_(e,{year:!0}),F.warmer(P(f)?.mean[t])]).reverse()}),children:(e,t)=>{{let t=L(()=>[P(w)]);W(e,{label:`Skin temperature against usual`,get lines(){return P(t)},x:`date`,height:150})}},$$slots:{default:!0}})}};e(a,e=>{P(p).length>0&&e(o)});var s=B(a,2),c=e=>{var t=He(),n=S(t);{let e=L(()=>P(j)),t=L(()=>_(P(h).date)),r=L(()=>F.temperature(P(h).minCelsius)),i=L(()=>F.temperature(P(h).maxCelsius)),a=L(()=>F.temperature(P(h).avgCelsius));H(n,{get title(){return`${P(e)??``}, ${P(t)??``}`},get summary(){return`From ${P(r)??``} to ${P(i)??``}, ${P(a)??``} on average.`},table:()=>({columns:[`Time`,`Temperature`],rows:P(T).x.map((e,t)=>[A(e),P(T).format(P(T).y[t])])}),children:(e,t)=>{{let t=L(()=>[P(T)]);W(e,{get label(){return`${P(j)??``} through the measurement`},get lines(){return P(t)},height:130})}},$$slots:{default:!0}})}E(t),N(e,t)};e(s,e=>{P(h)&&P(T)&&e(c)}),N(t,n)};e(o,e=>{l.loading?e(s):l.problem&&!P(u)?e(c,1):!P(d)&&!P(h)?e(g,2):e(y,-1)}),N(r,a)},$$slots:{default:!0}})}a()}var Ge=j(`<h1>Body</h1> <div class="stack"><!> <!> <div class="grid"><div class="stack"><!> <!></div> <!></div></div>`,1);function Ke(e){var t=Ge(),n=B(m(t),2),r=S(n);Se(r,{});var i=B(r,2);$(i,{});var a=B(i,2),o=S(a),s=S(o);Te(s,{}),ze(B(s,2),{}),E(o),We(B(o,2),{}),E(a),E(n),N(e,t)}export{Ke as default};