import{$ as e,A as t,C as n,Dt as r,E as i,Et as a,G as o,H as s,K as c,Ot as l,Q as u,R as d,S as f,St as p,T as m,U as h,V as g,W as _,X as v,Z as y,_t as b,b as x,bt as S,ct as C,d as w,et as T,ft as E,g as D,gt as O,h as k,i as A,it as j,jt as M,kt as N,n as P,nt as F,ot as I,p as ee,pt as te,q as ne,r as re,rt as L,st as ie,t as R,tt as z,ut as B,v as V,vt as H,w as ae,wt as U,x as W,xt as G,y as K,yt as q,z as J}from"./index-apjZidOr.js";import{r as Y}from"./words-BpCBCTKH.js";import{t as X}from"./Card-CmTyoSix.js";import{t as Z}from"./Choice-DIcp9ocK.js";import{n as oe,t as se}from"./route-7h0RGZ1X.js";import{t as Q}from"./Figure-CEm1n8sQ.js";import{i as ce,t as le}from"./LineChart-L2tDHfwO.js";import{t as ue}from"./Facts-CJ_p_Ox9.js";var de=m(`query Sessions($sport: String, $from: Date, $to: Date, $after: String) {
  viewer {
    exercises(sport: $sport, range: { from: $from, to: $to }, first: 20, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        date
        startTime
        durationSeconds
        sport
        sportName
        distanceMeters
        heartRateAvgBpm
        cardioLoad
        route(maxPoints: 60) {
          latitudes
          longitudes
        }
      }
    }
  }
}`),fe=m(`query Sports {
  viewer {
    exercises(first: 366) {
      nodes {
        sport
        detailedSport
        sportName
      }
    }
  }
}`),pe=m(`query Load($from: Date!, $to: Date!) {
  viewer {
    metricSeries(metrics: [CARDIO_LOAD, LOAD_LONG_TERM, LOAD_SHORT_TERM, LOAD_BALANCE], range: { from: $from, to: $to }) {
      metric
      from
      mean
    }
  }
}`),me=m(`query LoadOfDay($date: Date!) {
  viewer {
    trainingLoad(range: { from: $date, to: $date }) {
      date
      flags
      longTerm {
        value
        reason
      }
      shortTerm {
        value
        reason
      }
      balance {
        value
        reason
      }
      week {
        value
        reason
      }
      weekJump {
        value
        reason
      }
      monotony {
        value
        reason
      }
    }
  }
}`),he=m(`query Intensity($from: Date!, $to: Date!) {
  viewer {
    intensityDistribution(range: { from: $from, to: $to }) {
      sessions
      easySeconds
      moderateSeconds
      hardSeconds
      polarized
      polarization {
        value
        reason
      }
    }
  }
}`),ge=m(`query Efforts($from: Date!, $to: Date!) {
  viewer {
    bestEfforts(range: { from: $from, to: $to }) {
      efforts {
        meters
        seconds
        date
        exercise {
          id
        }
      }
      criticalSpeed {
        value
        low
        high
        n
        reason
      }
      reserve {
        value
      }
    }
  }
}`),_e=L(`<p class="quiet svelte-13lme7i">No run of this time has a distance that was recorded from second to second.</p>`),ve=L(`<tr><th scope="row" class="svelte-13lme7i"> </th><td class="number svelte-13lme7i"> </td><td class="number svelte-13lme7i"> </td><td class="number svelte-13lme7i"><a> </a></td></tr>`),ye=L(`<table><thead><tr><th scope="col" class="svelte-13lme7i">Distance</th><th scope="col" class="number svelte-13lme7i">Time</th><th scope="col" class="number svelte-13lme7i"> </th><th scope="col" class="number svelte-13lme7i">Date</th></tr></thead><tbody class="svelte-13lme7i"></tbody></table> <p class="quiet small svelte-13lme7i"><!></p>`,1),be=L(`<!> <div class="content svelte-13lme7i"><!></div>`,1);function xe(t,o){r(o,!0);let s=R(),c=p(`90`),u=[{value:`90`,name:`90 days`},{value:`365`,name:`1 year`},{value:`3650`,name:`Ever`}],d=i(ge,()=>({from:P(s.today,1-Number(B(c))),to:s.today}),{keep:!0}),m=U(()=>d.data?.viewer?.bestEfforts);X(t,{title:`Fastest runs`,children:(t,r)=>{var i=be(),a=b(i);Z(a,{label:`Time`,get options(){return u},get value(){return B(c)},onchoose:e=>G(c,e,!0)});var o=q(a,2),s=O(o),p=e=>{k(e,{height:`17rem`})},h=e=>{n(e,{kind:`problem`,get problem(){return d.problem}})},g=e=>{var t=_e();z(e,t)},_=t=>{var n=ye(),r=b(n),i=O(r),a=O(i),o=q(O(a),2),s=H(o,!0);l(),N(a),N(i);var c=q(i);v(c,21,()=>B(m).efforts,({meters:e,seconds:t,date:n,exercise:r})=>e,(e,t)=>{let n=()=>B(t).meters,r=()=>B(t).seconds,i=()=>B(t).date,a=()=>B(t).exercise;var o=ve(),s=O(o),c=H(s,!0),l=q(s),u=H(l,!0),d=q(l),p=H(d,!0),m=q(d),h=O(m),g=H(h,!0);N(m),N(o),E((e,t,n,r,i)=>{T(c,e),T(u,t),T(p,n),J(h,`href`,`/training/${r??``}`),T(g,i)},[()=>oe(n()),()=>f(r()),()=>V.pace(n()/r()).split(` `)[0],()=>encodeURIComponent(a().id),()=>w(i(),{year:!0})]),z(e,o)}),N(c),N(r);var u=q(r,2),d=O(u),p=e=>{var t=I();E((e,n,r)=>T(t,`Critical speed ${e??``} (${n??``} to ${r??``} with 90 %
          confidence), from ${B(m).criticalSpeed.n??``} efforts.`),[()=>V.pace(B(m).criticalSpeed.value),()=>V.pace(B(m).criticalSpeed.high),()=>V.pace(B(m).criticalSpeed.low)]),z(e,t)},h=e=>{var t=I();E(e=>T(t,`No critical speed: ${e??``}`),[()=>Y(B(m).criticalSpeed.reason).toLowerCase()]),z(e,t)};e(d,e=>{B(m).criticalSpeed.value===null?e(h,-1):e(p)}),N(u),E(e=>T(s,e),[()=>V.pace(1).replace(/^\S+ /,``)]),z(t,n)};e(s,e=>{d.loading?e(p):d.problem&&!d.data?e(h,1):!B(m)||B(m).efforts.length===0?e(g,2):e(_,-1)}),N(o),z(t,i)},$$slots:{default:!0}}),a()}var Se=L(`<option> </option>`),Ce=L(`<div class="filters svelte-run5k0"><label><span class="svelte-run5k0">Sport</span> <select class="svelte-run5k0"><option>All sports</option><!></select></label> <label><span class="svelte-run5k0">From</span> <input type="date" class="svelte-run5k0"/></label> <label><span class="svelte-run5k0">To</span> <input type="date" class="svelte-run5k0"/></label> <button type="button">Show all</button></div>`);function we(e,t){r(t,!0);let n=R(),o=i(fe,()=>({})),c=U(()=>{let e=new Map;for(let{sport:t,detailedSport:n,sportName:r}of o.data?.viewer?.exercises.nodes??[]){let i=n??t;i&&e.set(i,r??i)}return t.filters.sport&&!e.has(t.filters.sport)&&e.set(t.filters.sport,t.filters.sport),[...e].sort(([,e],[,t])=>e.localeCompare(t))});function l(e){let n=new URLSearchParams;for(let[r,i]of Object.entries({...t.filters,...e}))i&&n.set(r,i);D.go(`/training?${n}`.replace(/\?$/,``),{replace:!0})}var u=Ce(),f=O(u),p=q(O(f),2),m=O(p);m.value=m.__value=``;var _=q(m);v(_,17,()=>B(c),([e,t])=>e,(e,t)=>{var n=U(()=>M(B(t),2));let r=()=>B(n)[0],i=()=>B(n)[1];var a=Se(),o=H(a,!0),s={};E(()=>{T(o,i()),s!==(s=r())&&(a.value=(a.__value=s)??``)}),z(e,a)}),N(p),h(p),N(f);var y=q(f,2),b=q(O(y),2);d(b),N(y);var x=q(y,2),S=q(O(x),2);d(S),N(x);var w=q(x,2);N(u),E(()=>{g(b,t.filters.from??``),J(b,`max`,t.filters.to??n.today),g(S,t.filters.to??``),J(S,`min`,t.filters.from),J(S,`max`,n.today),w.disabled=!t.filters.sport&&!t.filters.from&&!t.filters.to}),s(p,()=>t.filters.sport??``,e=>l({sport:e})),C(`change`,b,e=>l({from:e.currentTarget.value})),C(`change`,S,e=>l({to:e.currentTarget.value})),C(`click`,w,()=>l({sport:null,from:null,to:null})),z(e,u),a()}ie([`change`,`click`]);var Te=L(`<p class="quiet svelte-5ot8re">No session of this time has heart rate zones.</p>`),Ee=L(`<span></span>`),De=L(`<div class="svelte-5ot8re"><dt><span></span> <span class="quiet small"> </span></dt> <dd class="svelte-5ot8re"> </dd> <dd class="share svelte-5ot8re"> </dd></div>`),Oe=L(`<div class="bar svelte-5ot8re" aria-hidden="true"></div> <dl class="svelte-5ot8re"></dl> <p class="quiet small svelte-5ot8re"> <!></p>`,1),ke=L(`<!> <div class="content svelte-5ot8re"><!></div>`,1);function Ae(t,s){r(s,!0);let l=R(),u=p(`12`),d=[{value:`4`,name:`4 weeks`},{value:`12`,name:`12 weeks`},{value:`52`,name:`1 year`}],f=i(he,()=>({from:P(l.today,1-Number(B(u))*7),to:l.today}),{keep:!0}),m=U(()=>f.data?.viewer?.intensityDistribution),h=U(()=>[{key:`easy`,name:`Easy`,zones:`zones 1–2`,seconds:B(m)?.easySeconds??0},{key:`moderate`,name:`Moderate`,zones:`zone 3`,seconds:B(m)?.moderateSeconds??0},{key:`hard`,name:`Hard`,zones:`zones 4–5`,seconds:B(m)?.hardSeconds??0}]),g=U(()=>B(h).reduce((e,{seconds:t})=>e+t,0));X(t,{title:`Intensity`,children:(t,r)=>{var i=ke(),a=b(i);Z(a,{label:`Time`,get options(){return d},get value(){return B(u)},onchoose:e=>G(u,e,!0)});var s=q(a,2),l=O(s),p=e=>{k(e,{height:`11rem`})},y=e=>{n(e,{kind:`problem`,get problem(){return f.problem}})},S=e=>{var t=Te();z(e,t)},C=t=>{var n=Oe(),r=b(n);v(r,21,()=>B(h),({key:e,seconds:t})=>e,(e,t)=>{let n=()=>B(t).key,r=()=>B(t).seconds;var i=Ee();let a;E(()=>{o(i,1,c(n()),`svelte-5ot8re`),a=_(i,``,a,{"flex-grow":r()})}),z(e,i)}),N(r);var i=q(r,2);v(i,21,()=>B(h),({key:e,name:t,zones:n,seconds:r})=>e,(e,t)=>{let n=()=>B(t).key,r=()=>B(t).name,i=()=>B(t).zones,a=()=>B(t).seconds;var s=De(),l=O(s),u=O(l),d=q(u),f=q(d),p=H(f,!0);N(l);var m=q(l,2),h=H(m,!0),_=q(m,2),v=H(_);N(s),E((e,t)=>{o(u,1,c([`swatch`,n()]),`svelte-5ot8re`),T(d,`${r()??``} `),T(p,i()),T(h,e),T(v,`${t??``}%`)},[()=>K(a()),()=>x(a()/B(g)*100)]),z(e,s)}),N(i);var a=q(i,2),s=O(a),l=q(s),u=e=>{var t=I();E(e=>T(t,`Polarization index ${e??``}: ${B(m).polarized?`polarized`:`not polarized`}. Neither is better.`),[()=>x(B(m).polarization.value,2)]),z(e,t)},d=e=>{var t=I();E(e=>T(t,`No polarization index: ${e??``}`),[()=>Y(B(m)?.polarization.reason).toLowerCase()]),z(e,t)};e(l,e=>{B(m)?.polarization.value==null?e(d,-1):e(u)}),N(a),E(()=>T(s,`Of ${B(m)?.sessions??``} sessions. `)),z(t,n)};e(l,e=>{f.loading?e(p):f.problem&&!f.data?e(y,1):B(g)===0?e(S,2):e(C,-1)}),N(s),z(t,i)},$$slots:{default:!0}}),a()}var je=e=>W(e,`TRIMP`);function $(e,t,n){let r=e.find(e=>e.metric===t);return!r||r.mean.every(e=>e===null)?[]:[{unit:`TRIMP`,format:je,...n,x:r.from.map(e=>Date.parse(`${e}T12:00:00Z`)/1e3),y:r.mean}]}function Me(e){return[...$(e,`LOAD_LONG_TERM`,{label:`Long-term`,color:1}),...$(e,`LOAD_SHORT_TERM`,{label:`Short-term`,color:2}),...$(e,`CARDIO_LOAD`,{label:`Load of the day`,color:4,bars:!0})]}function Ne(e){return $(e,`LOAD_BALANCE`,{label:`Balance`,color:3})}function Pe(e,t){let n=e.find(e=>e.metric===t),r=n?.mean.findLastIndex(e=>e!==null)??-1;return r<0?void 0:{value:n.mean[r],date:n.from[r]}}function Fe(e){let t=e.find(e=>e.metric===`LOAD_LONG_TERM`),n=t?.mean.flatMap((e,n)=>e===null?[]:[{value:e,date:t.from[n]}])??[],[r,i]=[n[0],n.at(-1)];return!r||!i?`There is no long-term load yet.`:`Long-term load ${Math.abs(i.value-r.value)<1?`is where it was`:i.value>r.value?`has risen`:`has fallen`}: ${x(r.value)} TRIMP a day on ${w(r.date,{year:!0})}, ${x(i.value)} on ${w(i.date,{year:!0})}.`}function Ie(e){let t=Pe(e,`LOAD_BALANCE`);if(!t)return`There is no balance yet.`;let n=t.value<0?`the last week was harder than the months before`:`the last week was no harder than the months before`;return`Long-term less short-term load is ${x(t.value,0,{sign:!0})} TRIMP a day: ${n}.`}var Le={LOAD_JUMP:`The load of this week is more than one and a half times what the four weeks before it usually had.`,MONOTONOUS:`This was a hard week of days that are all alike.`},Re=L(`<p class="quiet svelte-1dedwcl">No training load yet. It comes with the first sessions that the watch records.</p>`),ze=L(`<p class="svelte-1dedwcl"><strong>Notice:</strong> </p>`),Be=L(`<div class="second svelte-1dedwcl"><!></div>`),Ve=L(`<div class="facts svelte-1dedwcl"><!></div> <!> <!> <!> <p class="quiet small svelte-1dedwcl">The numbers describe your training and compare it with itself. They tell no risk: a trial that managed load by such ratios prevented no injuries.
      Days are in TRIMP, Polar’s cardio load.</p>`,1),He=L(`<div class="top svelte-1dedwcl"><!></div> <!>`,1);function Ue(t,o){r(o,!0);let s=R(),c=[{value:`90`,name:`90 days`},{value:`365`,name:`1 year`},{value:`730`,name:`2 years`},{value:`1826`,name:`5 years`}],u=p(`365`),d=U(()=>s.today),f=U(()=>P(B(d),1-Number(B(u)))),m=i(pe,()=>({from:B(f),to:B(d)}),{keep:!0}),h=U(()=>m.data?.viewer?.metricSeries??[]),g=U(()=>Me(B(h))),_=U(()=>Ne(B(h))),y=U(()=>{let e=B(g).flatMap(({x:e,y:t})=>e[t.findIndex(e=>e!==null)]??[]);return Math.min(...e)-43200}),S=U(()=>Date.parse(`${B(d)}T23:59:59Z`)/1e3),C=U(()=>new ce(B(y),B(S))),D=i(me,()=>({date:B(d)}),{keep:!0}),j=U(()=>D.data?.viewer?.trainingLoad[0]),M=U(()=>[{name:`Long-term`,value:x(B(j)?.longTerm.value),detail:`TRIMP a day over about six weeks`},{name:`Short-term`,value:x(B(j)?.shortTerm.value),detail:`TRIMP a day over about a week`},{name:`Balance`,value:x(B(j)?.balance.value,0,{sign:!0}),detail:`long less short, of the day before`},{name:`Last 7 days`,value:x(B(j)?.week.value),detail:`TRIMP together`},{name:`Against four weeks`,value:x(B(j)?.weekJump.value,2),detail:`1 is the same`},{name:`Monotony`,value:x(B(j)?.monotony.value,1),detail:`higher is more alike`}]);function F(e){let t=e[0]?.x??[];return{columns:[`Date`,...e.map(({label:e})=>e)],rows:t.map((t,n)=>[w(A(t),{year:!0}),...e.map(({y:e,format:t})=>t(e[n]))]).reverse()}}X(t,{title:`Load`,children:(t,r)=>{var i=He(),a=b(i),o=O(a);Z(o,{label:`Time`,get options(){return c},get value(){return B(u)},onchoose:e=>G(u,e,!0)}),N(a);var s=q(a,2),d=e=>{n(e,{kind:`problem`,get problem(){return m.problem}})},f=e=>{k(e,{height:`40rem`})},p=e=>{var t=Re();z(e,t)},y=t=>{var n=Ve(),r=b(n),i=O(r);ue(i,{get facts(){return B(M)}}),N(r);var a=q(r,2);v(a,16,()=>B(j)?.flags??[],e=>e,(e,t)=>{var n=ze(),r=q(O(n));N(n),E(()=>T(r,` ${Le[t]??``}`)),z(e,n)});var o=q(a,2);{let e=U(()=>Fe(B(h)));Q(o,{title:`Load, long-term and short-term`,get summary(){return B(e)},table:()=>F(B(g)),children:(e,t)=>{le(e,{label:`Load, long-term and short-term`,get lines(){return B(g)},get frame(){return B(C)},x:`date`,height:220})},$$slots:{default:!0}})}var s=q(o,2),c=e=>{var t=Be(),n=O(t);{let e=U(()=>Ie(B(h)));Q(n,{title:`Balance`,get summary(){return B(e)},table:()=>F(B(_)),children:(e,t)=>{le(e,{label:`Balance`,get lines(){return B(_)},get frame(){return B(C)},x:`date`,height:130})},$$slots:{default:!0}})}N(t),z(e,t)};e(s,e=>{B(_).length>0&&e(c)}),l(2),z(t,n)};e(s,e=>{m.problem&&!m.data?e(d):m.loading||D.loading?e(f,1):B(g).length===0?e(p,2):e(y,-1)}),z(t,i)},$$slots:{default:!0}}),a()}var We=j(`<svg width="48" height="48" aria-hidden="true"><path class="svelte-14is867"></path></svg>`),Ge=L(`<li class="svelte-14is867"><a class="svelte-14is867"><span class="picture svelte-14is867"><!></span> <span class="what svelte-14is867"><strong> </strong> <span class="quiet svelte-14is867"> </span></span> <span class="figures svelte-14is867"><span class="pair svelte-14is867"><span class="svelte-14is867"> </span> <span class="svelte-14is867"> </span></span> <span class="pair quiet svelte-14is867"><span class="svelte-14is867"> </span> <span class="svelte-14is867"> </span></span></span></a></li>`);function Ke(t,n){r(n,!0);let i=U(()=>n.session.route&&se(n.session.route.latitudes,n.session.route.longitudes,48,48,4));var o=Ge(),s=O(o),c=O(s),l=O(c),u=e=>{var t=We(),n=H(t);E(()=>J(n,`d`,B(i).path)),z(e,t)},d=e=>{ae(e,{name:`training`})};e(l,e=>{B(i)?e(u):e(d,-1)}),N(c);var f=q(c,2),p=O(f),m=H(p,!0),h=q(p,2),g=H(h);N(f);var _=q(f,2),v=O(_),y=O(v),b=H(y,!0),S=q(y,2),C=H(S,!0);N(v);var D=q(v,2),k=O(D),A=H(k,!0),j=q(k,2),M=H(j,!0);N(D),N(_),N(s),N(o),E((e,t,r,i,a,o,c,l)=>{J(s,`href`,`/training/${e??``}`),T(m,n.session.sportName??`Training`),T(g,`${t??``} ${r??``}, ${i??``}`),T(b,a),T(C,o),T(A,c),T(M,l)},[()=>encodeURIComponent(n.session.id),()=>w(n.session.date),()=>n.session.date.slice(0,4),()=>re(ee(n.session.startTime)),()=>n.session.distanceMeters?V.distance(n.session.distanceMeters):``,()=>K(n.session.durationSeconds),()=>n.session.heartRateAvgBpm?W(n.session.heartRateAvgBpm,`bpm`):``,()=>n.session.cardioLoad===null?``:`load ${x(n.session.cardioLoad)}`]),z(t,o),a()}var qe=L(`<li class="none svelte-14awz8s"> </li>`),Je=L(`<li class="svelte-14awz8s"><!></li>`),Ye=L(`<li class="waiting svelte-14awz8s"><!></li>`);function Xe(o,s){r(s,!0);let c=i(de,()=>({...s.filters,after:s.after})),l=U(()=>c.data?.viewer?.exercises);te(()=>{B(l)&&s.onend(B(l).pageInfo.hasNextPage?B(l).pageInfo.endCursor:null)});var u=F(),d=b(u),f=t=>{var n=F(),r=b(n);v(r,17,()=>B(l).nodes,e=>e.id,(e,t)=>{Ke(e,{get session(){return B(t)}})},t=>{var n=F(),r=b(n),i=e=>{var t=qe(),n=H(t,!0);E(()=>T(n,s.filters.sport||s.filters.from||s.filters.to?`No session is like this.`:`No training yet. Record a session on the watch, and let it sync.`)),z(e,t)};e(r,e=>{s.after===null&&e(i)}),z(t,n)}),z(t,n)},p=e=>{var r=Je(),i=O(r);n(i,{kind:`problem`,get problem(){return c.problem},get retry(){return t.changed}}),N(r),z(e,r)},m=e=>{var t=F(),n=b(t);v(n,17,()=>({length:s.after===null?8:1}),y,(e,t)=>{var n=Ye(),r=O(n);k(r,{height:`4rem`}),N(n),z(e,n)}),z(e,t)};e(d,e=>{B(l)?e(f):c.problem?e(p,1):e(m,-1)}),z(o,u),a()}var Ze=L(`<button type="button">Show more</button>`),Qe=L(`<ul class="svelte-14x6zwb"></ul> <!>`,1);function $e(t,n){r(n,!0);let i=S([null]),o=p(null);function s(){B(o)!==null&&!i.includes(B(o))&&i.push(B(o))}function c(e){let t=new IntersectionObserver(e=>e.some(({isIntersecting:e})=>e)&&s(),{rootMargin:`600px`});return t.observe(e),()=>t.disconnect()}var l=Qe(),d=b(l);v(d,22,()=>i,e=>e,(e,t,r)=>{Xe(e,{get filters(){return n.filters},get after(){return t},onend:e=>B(r)===i.length-1&&G(o,e,!0)})}),N(d);var f=q(d,2),m=e=>{var t=F(),n=b(t);u(n,()=>B(o),e=>{var t=Ze();ne(t,()=>c),C(`click`,t,s),z(e,t)}),z(e,t)},h=U(()=>B(o)!==null&&!i.includes(B(o)));e(f,e=>{B(h)&&e(m)}),z(t,l),a()}ie([`click`]);var et=L(`<h1>Training</h1> <div class="stack"><!> <div class="grid"><!> <!></div> <section class="card" aria-labelledby="sessions"><h2 id="sessions">Sessions</h2> <!> <!></section></div>`,1);function tt(e,t){r(t,!0);let n=U(()=>({sport:D.query.get(`sport`)||null,from:D.query.get(`from`)||null,to:D.query.get(`to`)||null}));var i=et(),o=q(b(i),2),s=O(o);Ue(s,{});var c=q(s,2),l=O(c);Ae(l,{}),xe(q(l,2),{}),N(c);var d=q(c,2),f=q(O(d),2);we(f,{get filters(){return B(n)}});var p=q(f,2);u(p,()=>JSON.stringify(B(n)),e=>{$e(e,{get filters(){return B(n)}})}),N(d),N(o),z(e,i),a()}export{tt as default};