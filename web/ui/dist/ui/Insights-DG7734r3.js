import{$ as e,A as t,C as n,Dt as r,E as i,Et as a,G as o,K as s,M as c,Ot as l,St as u,T as d,W as f,X as p,_t as m,at as h,b as g,ct as _,d as v,et as y,ft as b,gt as x,h as S,i as C,j as w,jt as T,kt as E,n as D,nt as O,ot as k,p as A,rt as j,st as M,t as N,tt as P,u as F,ut as I,v as ee,vt as L,wt as R,x as z,xt as B,yt as V,z as H}from"./index-apjZidOr.js";import{t as U}from"./Card-CmTyoSix.js";import{t as te}from"./Choice-DIcp9ocK.js";import{n as W,r as ne,s as re,t as ie}from"./Undo-ppyqM7nA.js";import{i as G,r as K}from"./words-BpCBCTKH.js";import{i as q}from"./today-RacCc_Zi.js";import{t as ae}from"./Figure-CEm1n8sQ.js";import{i as oe,t as se}from"./LineChart-L2tDHfwO.js";var J=j(`<div class="head svelte-1p7m5h7"><!> <a class="small">More, and notes</a></div> <!> <!>`,1);function ce(e,t){r(t,!0);let n=N(),o=u(`today`),s=R(()=>I(o)===`today`?n.today:D(n.today,-1)),c=i(re,()=>({range:{from:I(s),to:I(s)}})),l=R(()=>c.data?.viewer?.journal.nodes??[]),d=new ne;U(e,{title:`Journal`,href:`/insights/journal`,children:(e,t)=>{var n=J(),r=m(n),i=x(r);te(i,{label:`Day`,options:[{value:`today`,name:`Today`},{value:`yesterday`,name:`Yesterday`}],get value(){return I(o)},onchoose:e=>B(o,e,!0)});var a=V(i,2);E(r);var c=V(r,2);W(c,{get date(){return I(s)},get entries(){return I(l)},get writer(){return d}});var u=V(c,2);ie(u,{get writer(){return d}}),b(()=>H(a,`href`,`/insights/journal/${I(s)??``}`)),P(e,n)},$$slots:{default:!0}}),a()}var Y={metric:`SLEEP_SECONDS`,label:G.SLEEP,unit:`h`,scale:3600,format:q(`SLEEP`)},X={metric:`CARDIO_LOAD`,label:`Cardio load`,unit:`TRIMP`,scale:1,format:e=>g(e),bars:!0},Z={HRV:{metric:`HRV_RMSSD_MS`,label:G.HRV,unit:`ms`,scale:1,format:q(`HRV`)},HEART_RATE:{metric:`NIGHT_HEART_RATE_BPM`,label:G.HEART_RATE,unit:`bpm`,scale:1,format:q(`HEART_RATE`)},BREATHING:{metric:`BREATHING_RATE`,label:G.BREATHING,unit:`/min`,scale:1,format:q(`BREATHING`)},TEMPERATURE:{metric:`SKIN_TEMPERATURE_DEVIATION_CELSIUS`,label:G.TEMPERATURE,unit:`°`,scale:1,format:q(`TEMPERATURE`)},SLEEP:Y,STEPS:{metric:`STEPS`,label:G.STEPS,unit:`steps`,scale:1,format:q(`STEPS`),bars:!0}},le={UNUSUAL_NIGHT:Z.HEART_RATE,LOAD_JUMP:X,MONOTONOUS_LOAD:X,SLEEP_DEBT:Y,TIME_ZONE:Y,RUN_SPIKE:{metric:`EXERCISE_DISTANCE_METERS`,label:`Distance of the day`,unit:`m`,scale:1,format:e=>ee.distance(e),bars:!0}};function ue({kind:e,signal:t}){if(e!==`HABIT_EFFECT`&&e!==`NO_PATTERN`)return t&&Z[t]||le[e]}function Q({from:e,to:t,date:n}){let r=D(t,28);return{from:D(e,-42),to:r<n?r:n}}function de(e,t,n){let{from:r,to:i}=Q(e),a=n.find(({metric:e})=>e===t.metric);if(!a)return[];let o=a.from.map((e,n)=>({date:e,value:(t.bars?a.sum:a.mean)[n]??null})).filter(({date:e})=>e>=r&&e<=i).map(({date:e,value:n})=>({date:e,x:A(`${e}T00:00:00`),y:n===null?null:n/t.scale})),{label:s,unit:c,format:l,bars:u}=t,d={label:s,x:o.map(({x:e})=>e),y:o.map(({y:e})=>e),unit:c,format:l,bars:u},f=o.filter(({date:t,y:n})=>t>=e.from&&t<=e.to&&n!==null),p=f.length>31;return u||p||f.length===0?[d]:[d,{label:`What it is about`,x:f.map(({x:e})=>e),y:f.map(({y:e})=>e),unit:c,format:l,points:!0,color:2}]}function fe(e,t){let n=t.y.filter(e=>e!==null),r=n.reduce((e,t)=>e+t,0)/n.length,{from:i,to:a}=Q(e);return`${t.label} from ${v(i,{year:!0})} to ${v(a,{year:!0})}: ${t.format(r)} on average over ${n.length} days.`}function pe({from:e,to:t},n){return F(e===t?t:`${e} to ${t}`,n)}var me=j(`<span></span>`),he=j(`<span class="track svelte-2bc41e" aria-hidden="true"><span class="zero svelte-2bc41e"></span> <!> <span></span></span>`);function ge(t,n){let r=w(n,`reliable`,3,!1),i=e=>(Math.min(Math.max(e,n.least),n.most)-n.least)/(n.most-n.least)*100;var a=he(),c=x(a);let l;var u=V(c,2),d=e=>{var t=me();let a;b((e,n)=>{o(t,1,s([`interval`,r()&&`reliable`]),`svelte-2bc41e`),a=f(t,``,a,{left:e,width:n})},[()=>`${i(n.low)??``}%`,()=>`${i(n.high)-i(n.low)}%`]),P(e,t)};e(u,e=>{n.low!==null&&n.high!==null&&e(d)});var p=V(u,2);let m;E(a),b((e,t)=>{l=f(c,``,l,{left:e}),o(p,1,s([`value`,r()&&`reliable`]),`svelte-2bc41e`),m=f(p,``,m,{left:t})},[()=>`${i(0)??``}%`,()=>`${i(n.value)??``}%`]),P(t,a)}var _e={UNUSUAL_NIGHT:`Unusual night`,SUSPECT_MEASUREMENT:`Doubtful measurement`,LASTING_CHANGE:`Lasting change`,LOAD_JUMP:`Load`,MONOTONOUS_LOAD:`Load`,RUN_SPIKE:`Long run`,SLEEP_DEBT:`Sleep debt`,LEVEL_CHANGE:`New level`,TREND:`Trend`,HABIT_EFFECT:`Habit`,TIME_ZONE:`Time zone`,NO_PATTERN:`No reliable pattern yet`},ve={LOAD:`Cardio load`,HARD_MINUTES:`Hard minutes`,SESSION_END:`Hour of the last session`,STEPS:`Steps`,BEDTIME:`Bedtime`,LAST_SLEEP:`Sleep of the night before`,ALCOHOL:`Alcohol`,LATE_MEAL:`Late meal`,STRESS:`Stress`,TRAVEL:`Travel`,MENSTRUATION:`Menstruation`,ILLNESS:`Illness`},ye={SD:[`standard deviations`,1],Celsius:[`°C`,1],"breaths/min":[`breaths/min`,1],h:[`h`,1],km:[`km`,1],"%":[`%`,1],"":[``,2]};function $(e,t){if(e==null)return`–`;let[n,r]=ye[t]??[t,+(Math.abs(e)<10)];return z(e,n,r)}function be({value:e,unit:t,low:n,high:r,level:i}){let a=$(e,t);return n===null||r===null?a:`${a} (${i?`${g(i*100)} % interval`:`interval`} ${$(n,t)} to ${$(r,t)})`}function xe({n:e,window:t}){return t&&t!==e?`n = ${g(e)} of ${g(t)}`:`n = ${g(e)}`}var Se=j(`<p class="rest svelte-6pr3r9"> </p>`),Ce=j(`<div class="effect svelte-6pr3r9"><!> <p class="ends quiet small svelte-6pr3r9"><span> </span><span>no difference</span><span> </span></p></div>`),we=j(`<div><dt class="svelte-6pr3r9">Size</dt><dd class="svelte-6pr3r9"> </dd></div>`),Te=j(`<div><dt class="svelte-6pr3r9">Sample</dt><dd class="svelte-6pr3r9"> </dd></div>`),Ee=j(`<div><dt class="svelte-6pr3r9">Chance of a false alarm</dt><dd class="svelte-6pr3r9"> </dd></div>`),De=j(`<p class="caveat svelte-6pr3r9"> </p>`),Oe=j(`<article><p class="kind svelte-6pr3r9"> <span> </span></p> <h2 class="svelte-6pr3r9"> </h2> <!> <!> <dl class="svelte-6pr3r9"><!> <!> <!></dl> <!></article>`);function ke(t,n){let i=h();r(n,!0);let o=N(),s=R(()=>F(n.insight.sentence,o.today).split(/(?<=[.!?])\s+(?=\p{Lu})/u)),c=R(()=>T(I(s))),l=R(()=>I(c)[0]),u=R(()=>I(c).slice(1)),d=R(()=>ue(n.insight)),f=R(()=>I(d)&&n.series?de(n.insight,I(d),n.series):[]),m=R(()=>I(f)[0]?.y.some(e=>e!==null)?I(f)[0]:void 0),_=43200,w=R(()=>I(m)&&new oe(I(m).x[0]-_,I(m).x.at(-1)+_)),D=R(()=>n.insight.effect),O=R(()=>Math.max(...[I(D).value,I(D).low,I(D).high].map(e=>Math.abs(e??0)))*1.25||1);var k=Oe(),A=x(k),j=x(A),M=V(j),ee=L(M,!0);E(A);var z=V(A,2),B=L(z,!0),U=V(z,2),te=e=>{var t=Se(),n=L(t,!0);b(e=>y(n,e),[()=>I(u).join(` `)]),P(e,t)};e(U,e=>{I(u).length>0&&e(te)});var W=V(U,2),ne=e=>{{let t=R(()=>fe(n.insight,I(m)));ae(e,{get title(){return I(m).label},get summary(){return I(t)},table:()=>({columns:[`Date`,I(m).label],rows:I(m).x.map((e,t)=>[v(C(e),{year:!0}),I(m).format(I(m).y[t])])}),children:(e,t)=>{se(e,{get label(){return`${I(m).label??``} around it`},get lines(){return I(f)},get frame(){return I(w)},x:`date`,height:150})},$$slots:{default:!0}})}},re=e=>{S(e,{height:`15.5rem`})},ie=e=>{var t=Ce(),n=x(t);{let e=R(()=>-I(O));ge(n,{get value(){return I(D).value},get low(){return I(D).low},get high(){return I(D).high},get least(){return I(e)},get most(){return I(O)},reliable:!0})}var r=V(n,2),i=x(r),a=L(i,!0),o=V(i,2),s=L(o,!0);E(r),E(t),b((e,t)=>{y(a,e),y(s,t)},[()=>$(-I(O),I(D).unit),()=>$(I(O),I(D).unit)]),P(e,t)};e(W,e=>{I(m)?e(ne):I(d)&&!n.series?e(re,1):n.insight.kind===`HABIT_EFFECT`&&I(D).value!==null&&e(ie,2)});var G=V(W,2),K=x(G),q=e=>{var t=we(),n=V(x(t)),r=L(n,!0);E(t),b(e=>y(r,e),[()=>be(I(D))]),P(e,t)};e(K,e=>{I(D).value!==null&&e(q)});var J=V(K,2),ce=e=>{var t=Te(),n=V(x(t)),r=L(n,!0);E(t),b(e=>y(r,e),[()=>xe(I(D))]),P(e,t)};e(J,e=>{I(D).n>0&&e(ce)});var Y=V(J,2),X=e=>{var t=Ee(),r=V(x(t)),i=L(r);E(t),b(e=>y(i,`${e??``}%${n.insight.tested?`, over ${n.insight.tested} questions`:``}`),[()=>g(n.insight.q*100,1)]),P(e,t)};e(Y,e=>{n.insight.q!==null&&e(X)}),E(G);var Z=V(G,2);p(Z,16,()=>n.insight.caveats,e=>e,(e,t)=>{var n=De(),r=L(n,!0);b(()=>y(r,t)),P(e,n)}),E(k),b(e=>{H(k,`aria-labelledby`,i),y(j,`${_e[n.insight.kind]??n.insight.kind??``} `),y(ee,e),H(z,`id`,i),y(B,I(l))},[()=>pe(n.insight,o.today)]),P(t,k),a()}var Ae=j(`<p class="small svelte-1bks5xm"> </p>`),je=j(`<p class="value svelte-1bks5xm"> </p> <p class="small svelte-1bks5xm"> </p> <p class="quiet small svelte-1bks5xm"> <!></p> <!>`,1),Me=j(`<p class="quiet small svelte-1bks5xm"> </p>`),Ne=j(`<section><h3> </h3> <!></section>`),Pe=j(`<p class="quiet small svelte-1bks5xm">No reliable forecast yet. It needs three months of nights.</p>`),Fe=j(`<div class="grid"></div>`);function Ie(t,n){r(n,!0);let i=N();U(t,{title:`The next night`,children:(t,r)=>{var a=Fe();p(a,21,()=>n.forecasts,({signal:e,value:t,skill:n,behavioursHelp:r,effects:i,sentence:a})=>e,(t,n)=>{let r=()=>I(n).signal,a=()=>I(n).value,o=()=>I(n).skill,s=()=>I(n).behavioursHelp,c=()=>I(n).effects,l=()=>I(n).sentence;var u=Ne(),d=x(u),f=L(d,!0),h=V(d,2),_=t=>{var n=je(),u=m(n),d=L(u),f=V(u,2),h=L(f,!0),_=V(f,2),v=x(_),S=V(v),C=e=>{var t=k(`What you do in the day does not help to tell it yet.`);P(e,t)};e(S,e=>{!s()&&o().value!==null&&e(C)}),E(_);var w=V(_,2);p(w,17,()=>c().filter(e=>e.shown),e=>e.behaviour,(e,t)=>{var n=Ae(),r=L(n,!0);b(()=>y(r,I(t).sentence)),P(e,n)}),b((e,t,n,r)=>{y(d,`${e??``} – ${t??``}`),y(h,n),y(v,`Eight nights in ten are within this range, judged on ${r??``} nights. `)},[()=>q(r())(a().low),()=>q(r())(a().high),()=>F(l(),i.today),()=>g(a().n)]),P(t,n)},v=e=>{var t=Me(),n=L(t);b(e=>y(n,`No reliable forecast yet. ${e??``}`),[()=>K(a().reason)]),P(e,t)};e(h,e=>{a().value===null?e(v,-1):e(_)}),E(u),b(()=>y(f,G[r()])),P(t,u)},e=>{var t=Pe();P(e,t)}),E(a),P(t,a)},$$slots:{default:!0}}),a()}var Le=j(`<div class="svelte-1wjc2hu"><!></div>`),Re=j(`<details class="svelte-1wjc2hu"><summary class="svelte-1wjc2hu"><span> </span><span class="quiet"> </span></summary> <!></details>`);function ze(t,n){r(n,!0);let i=N(),o=u(!1);var s=Re(),l=x(s),d=x(l),f=L(d,!0),p=V(d),m=L(p,!0);E(l);var h=V(l,2),g=e=>{var t=Le();ke(x(t),{get insight(){return n.insight},get series(){return n.series}}),E(t),P(e,t)};e(h,e=>{I(o)&&e(g)}),E(s),b(e=>{y(f,_e[n.insight.kind]??n.insight.kind),y(m,e)},[()=>pe(n.insight,i.today)]),c(`open`,`toggle`,s,e=>B(o,e),()=>I(o)),P(t,s),a()}var Be=d(`query Insights {
  viewer {
    insights(first: 12) {
      kind
      date
      sentence
      signal
      behaviour
      effect {
        value
        unit
        low
        high
        level
        n
        window
        reason
      }
      step
      q
      tested
      caveats
      from
      to
    }
  }
}`),Ve=d(`query InsightCurves($metrics: [Metric!]!, $range: DateRange!) {
  viewer {
    metricSeries(metrics: $metrics, range: $range) {
      metric
      from
      sum
      mean
    }
  }
}`),He=d(`query Patterns {
  viewer {
    correlations {
      asOf
      tested
      sentence
      list {
        behaviour
        outcome
        rho {
          value
          low
          high
          n
          reason
        }
        q
        shown
        sentence
      }
    }
    forecast {
      night
      signal
      value {
        value
        unit
        low
        high
        n
        reason
      }
      skill {
        value
        low
        high
        n
        reason
      }
      behavioursHelp
      effects {
        behaviour
        change {
          value
          low
          high
          n
        }
        shown
        sentence
      }
      sentence
    }
    trends(windowDays: 90) {
      signal
      windowDays
      change {
        value
        unit
        low
        high
        n
        reason
      }
      shown
      sentence
    }
  }
}`),Ue=j(`<p class="svelte-8ouppq"> </p>`),We=j(`<li class="svelte-8ouppq"><span class="name"> </span> <!> <span class="numbers svelte-8ouppq"> <small class="svelte-8ouppq"> </small></span></li>`),Ge=j(`<p class="scale quiet small svelte-8ouppq" aria-hidden="true"><span>the one more, the other less</span><span>both more</span></p> <ul class="svelte-8ouppq"></ul>`,1),Ke=j(`<button type="button"> </button>`),qe=j(`<!> <!>`,1),Je=j(`<p class="quiet small svelte-8ouppq"> <a href="/insights/journal">The journal</a> is what alcohol, meals, stress and illness are known from.</p>`),Ye=j(`<section class="card" aria-labelledby="together"><h2 id="together"> </h2> <!> <!></section>`);function Xe(t,n){r(n,!0);let i=R(()=>n.correlations.list.filter(({rho:e})=>e.value!==null).sort((e,t)=>Number(t.shown)-Number(e.shown)||Math.abs(t.rho.value)-Math.abs(e.rho.value))),o=R(()=>n.correlations.list.filter(({rho:e})=>e.value===null)),s=R(()=>I(i).filter(({shown:e})=>e)),c=R(()=>Math.max(.3,...I(i).flatMap(({rho:e})=>[Math.abs(e.low??0),Math.abs(e.high??0)]))),d=u(!1),f=R(()=>I(d)?I(i):I(i).slice(0,Math.max(6,I(s).length))),h=({behaviour:e,outcome:t})=>`${ve[e]} and ${G[t].toLowerCase()} of the night after`,v=({rho:e})=>`${g(e.value,2,{sign:!0})} (${g(e.low,2,{sign:!0})} to ${g(e.high,2,{sign:!0})})`,S=()=>n.correlations.list.map(e=>e.rho.value===null?[h(e),`–`,String(e.rho.n),K(e.rho.reason)]:[h(e),v(e),String(e.rho.n),e.shown?`yes`:`no`]);var C=Ye(),w=x(C),T=L(w,!0),D=V(w,2),O=e=>{var t=Ue(),r=L(t,!0);b(()=>y(r,n.correlations.sentence)),P(e,t)},k=t=>{var r=qe(),a=m(r);ae(a,{title:`Days and the nights after them`,get summary(){return n.correlations.sentence},table:()=>({columns:[`Question`,`Correlation (95 % interval)`,`Days`,`Reliable`],rows:S()}),children:(e,t)=>{var n=Ge(),r=V(m(n),2);p(r,21,()=>I(f),e=>e.behaviour+e.outcome,(e,t)=>{var n=We(),r=x(n),i=L(r,!0),a=V(r,2);{let e=R(()=>-I(c));ge(a,{get value(){return I(t).rho.value},get low(){return I(t).rho.low},get high(){return I(t).rho.high},get least(){return I(e)},get most(){return I(c)},get reliable(){return I(t).shown}})}var o=V(a,2),s=x(o,!0),l=V(s),u=L(l);E(o),E(n),b((e,n,r)=>{y(i,e),y(s,n),y(u,`${r??``} days, ${I(t).shown?`reliable`:`not reliable`}`)},[()=>h(I(t)),()=>v(I(t)),()=>g(I(t).rho.n)]),P(e,n)}),E(r),P(e,n)},$$slots:{default:!0}});var o=V(a,2),s=e=>{var t=Ke(),n=L(t,!0);b(()=>{H(t,`aria-expanded`,I(d)),y(n,I(d)?`Show fewer`:`Show all ${I(i).length} that could be answered`)}),_(`click`,t,()=>B(d,!I(d))),P(e,t)};e(o,e=>{(I(i).length>I(f).length||I(d))&&e(s)}),P(t,r)};e(D,e=>{I(i).length===0?e(O):e(k,-1)});var A=V(D,2),j=e=>{var t=Je(),r=x(t);l(2),E(t),b(()=>y(r,`${I(o).length??``} of ${n.correlations.list.length??``} questions cannot be answered yet. `)),P(e,t)};e(A,e=>{I(o).length>0&&e(j)}),E(C),b(()=>y(T,I(s).length>0?`What goes with what`:`What goes with what: no reliable pattern yet`)),P(t,C),a()}M([`click`]);var Ze=j(`<!> <span> <small class="svelte-ay7i2g"> </small></span>`,1),Qe=j(`<span class="none quiet svelte-ay7i2g"> </span>`),$e=j(`<li class="svelte-ay7i2g"><strong class="svelte-ay7i2g"> </strong> <!></li>`),et=j(`<ul class="svelte-ay7i2g"></ul>`);function tt(t,n){r(n,!0);let i=N(),o=({change:e})=>Math.max(Math.abs(e.value??0),Math.abs(e.low??0),Math.abs(e.high??0))*1.2||1;{let r=R(()=>n.trends[0]?.windowDays??90);U(t,{title:`Where things have been going`,get note(){return`in ${I(r)??``} days`},children:(t,r)=>{var a=et();p(a,21,()=>n.trends,e=>e.signal,(t,n)=>{var r=$e(),a=x(r),s=L(a,!0),c=V(a,2),l=e=>{var t=Ze(),r=m(t);{let e=R(()=>-o(I(n))),t=R(()=>o(I(n)));ge(r,{get value(){return I(n).change.value},get low(){return I(n).change.low},get high(){return I(n).change.high},get least(){return I(e)},get most(){return I(t)},get reliable(){return I(n).shown}})}var a=V(r,2),s=x(a),c=V(s),l=L(c);E(a),b((e,t,r,i)=>{y(s,`${e??``} `),y(l,`${t??``} (${r??``} to ${i??``}), ${I(n).change.n??``} days`)},[()=>F(I(n).sentence,i.today),()=>$(I(n).change.value,I(n).change.unit),()=>$(I(n).change.low,I(n).change.unit),()=>$(I(n).change.high,I(n).change.unit)]),P(e,t)},u=e=>{var t=Qe(),r=L(t,!0);b(e=>y(r,e),[()=>K(I(n).change.reason)]),P(e,t)};e(c,e=>{I(n).change.value===null?e(u,-1):e(l)}),E(r),b(()=>y(s,G[I(n).signal])),P(t,r)}),E(a),P(t,a)},$$slots:{default:!0}})}a()}var nt=j(`<!> <!>`,1),rt=j(`<section class="card"><!></section>`),it=j(`<p>There are too few days yet to tell anything that holds. Most of what is said here needs one to three months of nights.</p>`),at=j(`<!> <!> <!>`,1),ot=j(`<h1>Insights</h1> <div class="stack"><!> <!> <!> <p class="quiet small">Everything here compares you with yourself. It says what goes with what, never what causes what, and is no medical finding.</p></div>`,1);function st(o,s){r(s,!0);let c=i(Be,()=>({})),u=R(()=>c.data?.viewer?.insights??[]),d=i(He,()=>({})),f=R(()=>d.data?.viewer),h=R(()=>{let e=I(u).flatMap(e=>{let t=ue(e);return t?[{metric:t.metric,...Q(e)}]:[]});if(e.length!==0)return{metrics:[...new Set(e.map(({metric:e})=>e))],range:{from:e.map(({from:e})=>e).sort()[0],to:e.map(({to:e})=>e).sort().at(-1)}}}),g=i(Ve,()=>I(h),{keep:!0}),_=R(()=>g.data?.viewer?.metricSeries);var v=ot(),y=V(m(v),2),b=x(y);ce(b,{});var C=V(b,2),w=e=>{n(e,{kind:`problem`,get problem(){return c.problem},get retry(){return t.changed}})},T=e=>{var t=nt(),n=m(t);S(n,{height:`22rem`});var r=V(n,2);S(r,{height:`22rem`}),P(e,t)},D=t=>{var n=nt(),r=m(n);p(r,17,()=>I(u).slice(0,3),e=>e.kind+e.sentence,(e,t)=>{var n=rt();ke(x(n),{get insight(){return I(t)},get series(){return I(_)}}),E(n),P(e,n)},e=>{U(e,{title:`No reliable pattern yet`,children:(e,t)=>{var n=it();P(e,n)},$$slots:{default:!0}})});var i=V(r,2),a=e=>{U(e,{title:`Further back`,children:(e,t)=>{var n=O(),r=m(n);p(r,17,()=>I(u).slice(3),e=>e.kind+e.sentence,(e,t)=>{ze(e,{get insight(){return I(t)},get series(){return I(_)}})}),P(e,n)},$$slots:{default:!0}})};e(i,e=>{I(u).length>3&&e(a)}),P(t,n)};e(C,e=>{c.problem&&!c.data?.viewer?e(w):c.loading?e(T,1):e(D,-1)});var k=V(C,2),A=e=>{n(e,{kind:`problem`,get problem(){return d.problem},get retry(){return t.changed}})},j=e=>{var t=at(),n=m(t);Ie(n,{get forecasts(){return I(f).forecast}});var r=V(n,2);Xe(r,{get correlations(){return I(f).correlations}}),tt(V(r,2),{get trends(){return I(f).trends}}),P(e,t)},M=e=>{var t=at(),n=m(t);S(n,{height:`12rem`});var r=V(n,2);S(r,{height:`24rem`});var i=V(r,2);S(i,{height:`16rem`}),P(e,t)};e(k,e=>{d.problem&&!d.data?.viewer?e(A):I(f)?e(j,1):e(M,-1)}),l(2),E(y),P(o,v),a()}export{st as default};