import{$ as e,A as t,At as n,C as r,Dt as i,E as a,Et as o,G as s,O as c,Ot as l,P as u,St as d,T as f,W as p,X as m,_t as h,b as g,ct as _,d as v,et as y,ft as b,g as x,gt as S,h as C,ht as w,it as T,j as E,kt as D,lt as O,nt as k,ot as A,p as j,pt as ee,r as M,rt as N,s as P,st as F,tt as I,ut as L,v as R,vt as z,w as B,wt as V,x as H,xt as U,y as W,yt as G,z as K}from"./index-apjZidOr.js";import{t as te}from"./Figure-CEm1n8sQ.js";import{i as ne,o as re,r as q,t as ie}from"./LineChart-L2tDHfwO.js";import{t as J}from"./Card-CmTyoSix.js";import{t as Y}from"./UsualRange-YsgB_g2C.js";var X={WAKE:`Awake`,REM:`REM`,LIGHT:`Light`,DEEP:`Deep`,UNKNOWN:`Unknown`},Z=T(`<text x="0" class="svelte-j5p6no"> </text><line class="lane svelte-j5p6no"></line>`,1),Q=T(`<line class="step svelte-j5p6no"></line>`),ae=T(`<rect height="24" rx="3"></rect>`),oe=T(`<line class="cursor svelte-j5p6no" y1="0"></line>`),se=T(`<svg aria-hidden="true" class="svelte-j5p6no"><clipPath id="shown"><rect y="0"></rect></clipPath><!><g clip-path="url(#shown)"><!><!><!></g></svg>`),ce=N(`<div class="words svelte-j5p6no" aria-hidden="true"> </div> <div class="hypnogram svelte-j5p6no" role="slider" tabindex="0" aria-label="Sleep stages through the night" aria-orientation="horizontal"><!></div>`,1);function le(t,n){i(n,!0);let r=E(n,`frame`,7),a=V(()=>n.segments.some(({stage:e})=>e===`UNKNOWN`)?[`WAKE`,`REM`,`LIGHT`,`DEEP`,`UNKNOWN`]:[`WAKE`,`REM`,`LIGHT`,`DEEP`]),s=V(()=>L(a).length*34),c=d(0),l=V(()=>(L(c)-44-12)/(r().shown[1]-r().shown[0])),f=e=>44+(e-r().shown[0])*L(l),g=e=>L(a).indexOf(e)*34+5,v=V(()=>r().cursor===void 0?void 0:n.segments.findLast(e=>e.from<=r().cursor&&r().cursor<=e.to)),x=V(()=>L(v)?`${X[L(v).stage]} from ${M(L(v).from)}, ${W(L(v).to-L(v).from)}`:``),C=V(()=>n.segments.map(({from:e})=>e));function w(e){let t=e.clientX-e.currentTarget.getBoundingClientRect().left,n=r().shown[0]+(t-44)/L(l);r().cursor=n<r().shown[0]||n>r().shown[1]?void 0:n}function T(e){e.ctrlKey||e.metaKey||e.altKey||!re(r(),L(C),e.key)||(e.preventDefault(),e.stopPropagation())}var A=ce(),j=h(A),ee=z(j,!0),N=G(j,2);let P;var F=S(N),R=t=>{var i=se(),o=S(i),u=z(o),d=G(o);m(d,16,()=>L(a),e=>e,(e,t)=>{var n=Z(),r=h(n),i=z(r,!0),a=G(r);b((e,n,o)=>{K(r,`y`,e),y(i,X[t]),K(a,`x1`,44),K(a,`x2`,L(c)-12),K(a,`y1`,n),K(a,`y2`,o)},[()=>g(t)+16,()=>g(t)+12,()=>g(t)+12]),I(e,n)});var _=G(d),v=S(_);m(v,19,()=>n.segments,e=>e.from,(t,r,i)=>{let a=V(()=>n.segments[L(i)+1]);var o=k(),s=h(o),c=e=>{var t=Q();b((e,n,r,i)=>{K(t,`x1`,e),K(t,`x2`,n),K(t,`y1`,r),K(t,`y2`,i)},[()=>f(L(r).to),()=>f(L(r).to),()=>g(L(r).stage)+12,()=>g(L(a).stage)+12]),I(e,t)};e(s,e=>{L(a)&&e(c)}),I(t,o)});var x=G(v);m(x,17,()=>n.segments,e=>e.from,(e,t)=>{var n=ae();let r;b((e,t,i,a)=>{K(n,`x`,e),K(n,`y`,t),K(n,`width`,i),r=p(n,``,r,{fill:a})},[()=>f(L(t).from),()=>g(L(t).stage),()=>Math.max(1,(L(t).to-L(t).from)*L(l)),()=>`var(--stage-${L(t).stage.toLowerCase()??``})`]),I(e,n)});var C=G(x),w=e=>{var t=oe();b((e,n)=>{K(t,`x1`,e),K(t,`x2`,n),K(t,`y2`,L(s))},[()=>f(r().cursor),()=>f(r().cursor)]),I(e,t)};e(C,e=>{r().cursor!==void 0&&e(w)}),D(_),D(i),b(e=>{K(i,`width`,L(c)),K(i,`height`,L(s)),K(u,`x`,44),K(u,`width`,e),K(u,`height`,L(s))},[()=>Math.max(0,L(c)-44-12)]),I(t,i)};e(F,e=>{L(c)>0&&e(R)}),D(N),b((e,t,n)=>{y(ee,L(x)),K(N,`aria-valuemin`,e),K(N,`aria-valuemax`,t),K(N,`aria-valuenow`,n),K(N,`aria-valuetext`,L(x)||`Use the arrow keys to go from stage to stage.`),P=p(N,``,P,{height:`${L(s)??``}px`})},[()=>Math.round(r().whole[0]),()=>Math.round(r().whole[1]),()=>Math.round(r().cursor??r().whole[0])]),_(`keydown`,N,T),_(`pointermove`,N,w),O(`pointerleave`,N,()=>r().cursor=void 0),u(N,`clientWidth`,e=>U(c,e)),I(t,A),o()}F([`keydown`,`pointermove`]);function ue(e){return e.hypnogram.map(({stage:e,startTime:t,durationSeconds:n})=>{let r=j(t);return{stage:e,from:r,to:r+n}})}function de(e){let t=(Date.parse(e.endTime)-Date.parse(e.startTime))/1e3,n=j(e.startTime);return[n,n+t]}function $(e,t,n){if(!e||e.values.length===0)return;let r=e=>H(e,t.unit,t.decimals),{low:i,high:a}=n?.usual??{};return{...t,x:q(j(e.startTime),e.offsetsSeconds),y:e.values,format:r,rest:t.mean==null?void 0:`mean ${r(t.mean)}`,usual:i!=null&&a!=null?{low:i,high:a}:void 0}}function fe(e){let t=e.y.flatMap((t,n)=>t===null?[]:[{value:t,at:e.x[n]}]),n=t.reduce((e,t)=>t.value<e.value?t:e),r=t.reduce((e,t)=>t.value>e.value?t:e);return`From ${e.format(n.value)} at ${M(n.at)} to ${e.format(r.value)} at ${M(r.at)}.`}function pe(e){let[t,n]=de(e),r=e.interruptionsSeconds?`, awake for ${W(e.interruptionsSeconds)} of it`:``;return`Asleep for ${W(e.asleepSeconds)} between ${M(t)} and ${M(n)}${r}.`}function me(e){return{columns:[`Time`,e.label],rows:e.x.map((t,n)=>[M(t),e.format(e.y[n])])}}var he=f(`query Night($date: Date, $hasDate: Boolean!) {
  viewer {
    nights: sleeps(range: { to: $date }, first: 1) {
      nodes {
        date
        startTime
        endTime
        score
        asleepSeconds
        lightSeconds
        deepSeconds
        remSeconds
        unrecognizedSeconds
        interruptionsSeconds
        cycles
        continuity
        heartRateMinBpm
        heartRateAvgBpm
        hypnogram {
          stage
          startTime
          durationSeconds
        }
        heartRate(maxPoints: 600) {
          startTime
          offsetsSeconds
          values
        }
        nightlyRecharge {
          ansCharge
          status
          hrvRmssdMs
          breathingRateAvg
          hrv(maxPoints: 600) {
            startTime
            offsetsSeconds
            values
          }
          breathing(maxPoints: 600) {
            startTime
            offsetsSeconds
            values
          }
        }
        skinTemperature {
          celsius
          deviationCelsius
        }
      }
    }
    upTo: sleeps(range: { to: $date }, first: 2) {
      nodes {
        date
      }
    }
    from: sleeps(range: { from: $date }, first: 2, order: ASC) @include(if: $hasDate) {
      nodes {
        date
      }
    }
  }
}`),ge=f(`query NightUsual($date: Date!) {
  viewer {
    baselines(date: $date, metrics: [HRV, HEART_RATE, BREATHING, TEMPERATURE, SLEEP]) {
      signal
      value {
        value
      }
      usual {
        value
        low
        high
      }
    }
  }
}`),_e=N(`<span></span>`),ve=N(`<div class="svelte-xhr6mu"><dt><span class="swatch svelte-xhr6mu"></span> </dt> <dd class="svelte-xhr6mu"> </dd> <dd class="share svelte-xhr6mu"> </dd></div>`),ye=N(`<div class="extra svelte-xhr6mu"><dt>Polar’s sleep score</dt><dd class="svelte-xhr6mu"> </dd><dd class="share svelte-xhr6mu">of 100</dd></div>`),be=N(`<div class="svelte-xhr6mu"><dt>Sleep cycles</dt><dd class="svelte-xhr6mu"> </dd><dd class="svelte-xhr6mu"></dd></div>`),xe=N(`<div class="bar svelte-xhr6mu" aria-hidden="true"></div> <dl class="svelte-xhr6mu"><!> <!> <!></dl>`,1);function Se(t,n){i(n,!0);let r=V(()=>[{key:`deep`,name:`Deep`,seconds:n.sleep.deepSeconds},{key:`light`,name:`Light`,seconds:n.sleep.lightSeconds},{key:`rem`,name:`REM`,seconds:n.sleep.remSeconds},{key:`unknown`,name:`Unknown`,seconds:n.sleep.unrecognizedSeconds||null},{key:`wake`,name:`Awake`,seconds:n.sleep.interruptionsSeconds}].flatMap(e=>e.seconds===null?[]:[{...e,seconds:e.seconds}])),a=V(()=>L(r).reduce((e,{seconds:t})=>e+t,0)||1);var s=xe(),c=h(s);m(c,21,()=>L(r),({key:e,seconds:t})=>e,(e,t)=>{let n=()=>L(t).key,r=()=>L(t).seconds;var i=_e();let a;b(()=>a=p(i,``,a,{"flex-grow":r(),background:`var(--stage-${n()??``})`})),I(e,i)}),D(c);var u=G(c,2),d=S(u);m(d,17,()=>L(r),({key:e,name:t,seconds:n})=>e,(e,t)=>{let n=()=>L(t).key,r=()=>L(t).name,i=()=>L(t).seconds;var o=ve(),s=S(o),c=S(s);let l;var u=G(c,1,!0);D(s);var d=G(s,2),f=z(d,!0),m=G(d,2),h=z(m);D(o),b((e,t)=>{l=p(c,``,l,{background:`var(--stage-${n()??``})`}),y(u,r()),y(f,e),y(h,`${t??``}%`)},[()=>W(i()),()=>g(i()/L(a)*100)]),I(e,o)});var f=G(d,2),_=e=>{var t=ye(),r=G(S(t)),i=z(r,!0);l(),D(t),b(e=>y(i,e),[()=>g(n.sleep.score)]),I(e,t)};e(f,e=>{n.sleep.score!==null&&e(_)});var v=G(f,2),x=e=>{var t=be(),r=G(S(t)),i=z(r,!0);l(),D(t),b(e=>y(i,e),[()=>g(n.sleep.cycles)]),I(e,t)};e(v,e=>{n.sleep.cycles!==null&&e(x)}),D(u),I(t,s),o()}var Ce=N(`<div class="rows svelte-1lozive"></div>`);function we(e,t){i(t,!0);let n=e=>t.baselines.find(t=>t.signal===e)?.usual,r=V(()=>[{signal:`SLEEP`,label:`Asleep`,value:t.sleep.asleepSeconds===null?null:t.sleep.asleepSeconds/3600,format:a},{signal:`HRV`,label:`Heart rate variability`,value:t.sleep.nightlyRecharge?.hrvRmssdMs,format:s(`ms`)},{signal:`HEART_RATE`,label:`Heart rate`,value:t.sleep.heartRateAvgBpm,format:s(`bpm`)},{signal:`BREATHING`,label:`Breathing`,value:t.sleep.nightlyRecharge?.breathingRateAvg,format:s(`/min`,1)},{signal:`TEMPERATURE`,label:`Skin temperature`,value:t.sleep.skinTemperature?.deviationCelsius,format:c}]);function a(e){return W(e==null?null:e*3600)}function s(e,t=0){return n=>H(n,e,t)}function c(e){return R.warmer(e)}var l=Ce();m(l,21,()=>L(r),({signal:e,label:t,value:n,format:r})=>e,(e,t)=>{let r=()=>L(t).signal,i=()=>L(t).label,a=()=>L(t).value,o=()=>L(t).format;{let t=V(()=>n(r())?.low),s=V(()=>n(r())?.high);Y(e,{get label(){return i()},get value(){return a()},get format(){return o()},get low(){return L(t)},get high(){return L(s)}})}}),D(l),I(e,l),o()}var Te=(t,r=n,i=n,a=n)=>{var o=k(),s=h(o),c=e=>{var t=Ee(),n=S(t);B(n,{get name(){return a()}}),D(t),b(e=>{K(t,`href`,`/night/${r()??``}`),K(t,`aria-label`,`${i()??``}, ${e??``}`)},[()=>v(r())]),I(e,t)},l=e=>{var t=De(),n=S(t);B(n,{get name(){return a()}}),D(t),I(e,t)};e(s,e=>{r()?e(c):e(l,-1)}),I(t,o)},Ee=N(`<a class="step svelte-1crdrv"><!></a>`),De=N(`<span class="step none svelte-1crdrv"><!></span>`),Oe=N(`<div class="stack"><!> <!> <!></div>`),ke=N(`<p> </p>`),Ae=N(`<div class="curve svelte-1crdrv"><!></div>`),je=N(`<button type="button">Show the whole night</button>`),Me=N(`<!> <!> <!>`,1),Ne=N(`<!> <div><!> <div class="grid"><!> <!></div></div>`,1),Pe=N(`<div class="head svelte-1crdrv"><div><p class="quiet small svelte-1crdrv"> </p> <h1 aria-live="polite" class="svelte-1crdrv"> </h1></div> <nav aria-label="Nights" class="svelte-1crdrv"><!> <!></nav></div> <!>`,1);function Fe(n,u){i(u,!0);let d=e=>({date:e??null,hasDate:e!==void 0}),f=V(()=>x.params.date),p=a(he,()=>d(L(f)),{keep:!0}),g=V(()=>p.data?.viewer),v=V(()=>L(g)?.nights.nodes[0]),T=V(()=>L(g)?.upTo.nodes.map(e=>e.date).find(e=>e!==L(v)?.date)),E=V(()=>L(g)?.from?.nodes.map(e=>e.date).find(e=>L(v)!==void 0&&e>L(v).date)),k=a(ge,()=>L(v)?{date:L(v).date}:void 0,{keep:!0}),j=V(()=>k.data?.viewer?.baselines??[]),N=V(()=>L(v)?new ne(...de(L(v))):void 0),F=V(()=>{if(!L(v))return[];let e=e=>L(j).find(t=>t.signal===e),t=L(v).nightlyRecharge;return[$(L(v).heartRate,{label:`Heart rate`,unit:`bpm`,decimals:0,color:2,mean:L(v).heartRateAvgBpm},e(`HEART_RATE`)),$(t?.hrv,{label:`Heart rate variability`,unit:`ms`,decimals:0,color:1,mean:t?.hrvRmssdMs},e(`HRV`)),$(t?.breathing,{label:`Breathing`,unit:`/min`,decimals:1,color:3,mean:t?.breathingRateAvg},e(`BREATHING`))].filter(e=>e!==void 0)});ee(()=>{for(let e of[L(T),L(E)])e&&c(he,d(e))});function R(e){let t=e.target;if(e.altKey||e.ctrlKey||e.metaKey||t.closest(`input, select, textarea, [role=slider], dialog`))return;let n=e.key===`ArrowLeft`?L(T):e.key===`ArrowRight`?L(E):void 0;n&&x.go(`/night/${n}`)}var B=Pe();O(`keydown`,w,R);var H=h(B),U=S(H),K=S(U),re=z(K,!0),q=G(K,2),Y=z(q,!0);D(U);var Z=G(U,2),Q=S(Z);Te(Q,()=>L(T),()=>`Previous night`,()=>`left`),Te(G(Q,2),()=>L(E),()=>`Next night`,()=>`right`),D(Z),D(H);var ae=G(H,2),oe=e=>{r(e,{kind:`problem`,get problem(){return p.problem},get retry(){return t.changed}})},se=e=>{var t=Oe(),n=S(t);C(n,{height:`17rem`});var r=G(n,2);C(r,{height:`12rem`});var i=G(r,2);C(i,{height:`44rem`}),D(t),I(e,t)},ce=e=>{J(e,{title:`Nothing recorded`,children:(e,t)=>{var n=ke(),r=z(n);b(e=>y(r,`There is no night${e??``}. Wear the watch while you sleep, and let it sync in the morning.`),[()=>L(f)?` up to ${P(L(f))}`:``]),I(e,n)},$$slots:{default:!0}})},_e=t=>{var n=Ne(),i=h(n),a=e=>{r(e,{kind:`advice`,children:(e,t)=>{l();var n=A();b(e=>y(n,`There is no night of ${e??``}. This is the one before.`),[()=>P(L(f))]),I(e,n)},$$slots:{default:!0}})};e(i,e=>{L(f)&&L(f)!==L(v).date&&e(a)});var o=G(i,2);let c;var u=S(o);{let t=V(()=>M(L(N).whole[0])),n=V(()=>M(L(N).whole[1]));J(u,{title:`Through the night`,get note(){return`${L(t)??``} – ${L(n)??``}`},children:(t,n)=>{var r=Me(),i=h(r),a=e=>{{let t=V(()=>pe(L(v)));te(e,{title:`Sleep stages`,get summary(){return L(t)},table:()=>({columns:[`From`,`To`,`Stage`],rows:ue(L(v)).map(({stage:e,from:t,to:n})=>[M(t),M(n),X[e]])}),children:(e,t)=>{{let t=V(()=>ue(L(v)));le(e,{get segments(){return L(t)},get frame(){return L(N)}})}},$$slots:{default:!0}})}};e(i,e=>{L(v).hypnogram.length>0&&e(a)});var o=G(i,2);m(o,17,()=>L(F),e=>e.label,(e,t)=>{var n=Ae(),r=S(n);{let e=V(()=>fe(L(t)));te(r,{get title(){return L(t).label},get summary(){return L(e)},table:()=>me(L(t)),children:(e,n)=>{{let n=V(()=>[L(t)]);ie(e,{get label(){return`${L(t).label??``} through the night`},get lines(){return L(n)},get frame(){return L(N)},height:150})}},$$slots:{default:!0}})}D(n),I(e,n)});var s=G(o,2),c=e=>{var t=je();_(`click`,t,()=>L(N).reset()),I(e,t)};e(s,e=>{L(N).isZoomed&&e(c)}),I(t,r)},$$slots:{default:!0}})}var d=G(u,2),g=S(d);{let e=V(()=>W(L(v).asleepSeconds));J(g,{title:`Stages`,get note(){return L(e)},children:(e,t)=>{Se(e,{get sleep(){return L(v)}})},$$slots:{default:!0}})}var x=G(g,2);J(x,{title:`Against your usual`,children:(e,t)=>{we(e,{get sleep(){return L(v)},get baselines(){return L(j)}})},$$slots:{default:!0}}),D(d),D(o),b(()=>c=s(o,1,`stack svelte-1crdrv`,null,c,{waiting:p.waiting&&L(f)!==void 0&&L(f)!==L(v).date})),I(t,n)};e(ae,e=>{p.problem&&!p.data?e(oe):p.loading?e(se,1):!L(v)||!L(N)?e(ce,2):e(_e,-1)}),b(e=>{y(re,L(v)?`Night to`:`Night`),y(Y,e)},[()=>L(v)?P(L(v).date):p.loading?` `:`No night yet`]),I(n,B),o()}F([`click`]);export{Fe as default};